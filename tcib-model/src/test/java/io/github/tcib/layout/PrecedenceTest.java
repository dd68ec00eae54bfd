package io.github.tcib.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Variables beat each other in this order, low to high: role defaults, YAML, computed, extras, RHEL modules, labels, extra
 * config.
 */
class PrecedenceTest {

    @TempDir
    Path directory;

    private LayoutFixture layout;

    @BeforeEach
    void makeLayout() {
        layout = new LayoutFixture(directory);
    }

    @Test
    void yamlBeatsRoleDefaults() throws LayoutException {
        layout.file("base/base.yaml", "tcib_cmd: 'x {{ tcib_user }}'\ntcib_user: nova\n");

        assertThat(layout.containerfile("base")).contains("CMD [\"x\", \"nova\"]\nUSER nova\n");
    }

    @Test
    void roleDefaultsAreThereForTemplates() throws LayoutException {
        layout.file("base/base.yaml", "tcib_cmd: 'x{{ tcib_user }} {{ tcib_envs | length }}'\n");

        assertThat(layout.containerfile("base")).contains("CMD [\"x\", \"0\"]\n");
    }

    @Test
    void computedValuesBeatYaml() throws LayoutException {
        layout.file("base/base.yaml", """
                tcib_release: '7'
                tcib_distro: plan9
                tcib_package: mine
                tcib_path: /elsewhere
                workdir: /elsewhere
                tcib_meta: {name: other}
                tcib_runs: ['{{ tcib_release }} {{ tcib_distro }} {{ tcib_package }} {{ tcib_meta.name }}', '{{ tcib_path }}', '{{ workdir }}']
                """);
        String context = directory.resolve("target/tcib/context/base").toString();

        assertThat(layout.containerfile("base"))
                .contains("RUN 9 centos python-tcib-containers base\nRUN " + context + "\nRUN " + context + "\n");
    }

    @Test
    void extrasBeatYamlAndComputedValues() throws LayoutException {
        layout.file("base/base.yaml", "tcib_python: '3.6'\ntcib_runs: ['{{ tcib_python }}{{ tcib_package }}.']\n");
        layout.extras.put("tcib_python", "3.9=x");
        layout.extras.put("tcib_package", "");

        assertThat(layout.containerfile("base")).contains("RUN 3.9=x.\n");
    }

    @Test
    void rhelModulesBeatYamlAndExtras() throws LayoutException {
        layout.file("base/base.yaml", """
                tcib_rhel_modules: {mariadb: '1'}
                tcib_runs: ["{{ tcib_rhel_modules['mariadb'] | default('10.5') }} {{ tcib_rhel_modules['virt'] | default('av') }}"]
                """);
        layout.extras.put("tcib_rhel_modules", "x");
        layout.rhelModules.put("mariadb", "10.3");

        assertThat(layout.containerfile("base")).contains("RUN 10.3 av\n");
    }

    @Test
    void anyLabelReplacesTheLabelsOfYamlByTheFiveDefaultsAndTheGivenOnes() throws LayoutException {
        layout.file("base/base.yaml", "tcib_labels: {maintainer: me, gone: 'yes'}\n");
        assertThat(layout.containerfile("base")).contains("LABEL gone=\"yes\"\nLABEL maintainer=\"me\"\n");

        layout.labels.put("name", "%(registry)s/%(namespace)s/%(prefix)s-%(image)s:%(tag)s %(name)s 100%%");
        layout.labels.put("summary", "mine");
        assertThat(layout.containerfile("base")).startsWith("""
                        FROM centos:stream9
                        LABEL description="OpenStack Platform base"
                        LABEL io.k8s.display-name="OpenStack Platform base"
                        LABEL maintainer="OpenStack Kubernetes Operator Team"
                        LABEL name="localhost/ns/openstack-base:t1 base 100%"
                        LABEL summary="mine"
                        LABEL tcib_managed=true
                        USER root
                        """);
    }

    @Test
    void theImageInALabelIsTheImageItselfAndNotItsParent() throws LayoutException {
        layout.file("base/base.yaml", "tcib_user: a").file("base/api/api.yaml", "tcib_user: a");
        layout.labels.put("component", "%(image)s");

        assertThat(layout.containerfile("api")).contains("LABEL component=\"api\"\n");
    }

    @Test
    void extraConfigBeatsEverything() throws LayoutException {
        layout.file("base/base.yaml", "tcib_user: a\ntcib_envs: {A: a}\n");
        layout.extras.put("tcib_user", "b");
        layout.labels.put("x", "y");
        layout.extraConfig("tcib_user: c\ntcib_envs: {B: '{{ tcib_release }}'}\ntcib_labels: {z: 1}\n");

        assertThat(layout.containerfile("base"))
                .isEqualTo("FROM centos:stream9\nLABEL z=1\nENV B=\"9\"\nUSER root\nUSER c\n");
    }

    @Test
    void tcibFromInYamlBeatsTheComputedParent() throws LayoutException {
        layout.file("base/base.yaml", "tcib_user: a")
                .file("base/api/api.yaml", "tcib_from: 'ubi{{ tcib_release }}:x'\n");

        assertThat(layout.containerfile("api")).startsWith("FROM ubi9:x\n");
        assertThat(layout.rendered()).containsExactly("api", "base");
    }

    @Test
    void filesOfOneDirectoryAreMergedInLexicalOrderAndShallowly() throws LayoutException {
        layout.file("base/a.yaml", "tcib_user: a\ntcib_envs: {A: a, B: b}\ntcib_cmd: one\n")
                .file("base/b.yml", "tcib_user: b\ntcib_envs: {A: z}\n");

        assertThat(layout.containerfile("base"))
                .isEqualTo("FROM centos:stream9\nENV A=\"z\"\nUSER root\nCMD [\"one\"]\nUSER b\n");
    }

    @Test
    void onlyVariablesInUseAreEvaluated() throws LayoutException {
        layout.file("base/base.yaml", "tcib_unused: '{{ nowhere }}'\ntcib_user: root\n");

        assertThat(layout.containerfile("base")).endsWith("USER root\n");
    }

    @Test
    void factsComeFromTheDistributionAndPlatformThatAreBuiltFor() throws LayoutException {
        layout.distro = "rhel";
        layout.release = "8";
        layout.file(
                "base/base.yaml",
                "tcib_runs: ['{{ ansible_architecture }} {{ ansible_distribution }}"
                        + " {{ ansible_distribution_major_version }} {{ ansible_os_family }}"
                        + " {{ ansible_facts.distribution }}']\n");

        assertThat(layout.containerfile("base")).contains("RUN x86_64 RedHat 8 RedHat RedHat\n");
    }

    @Test
    void mapsAreSeenSortedAsTheReferenceHandsThemOn() throws LayoutException {
        layout.file("base/base.yaml", """
                tcib_packages: {zed: [z], common: [c]}
                tcib_runs: ['{% for k, v in tcib_packages.items() %}{{ k }} {% endfor %}']
                tcib_actions:
                - run: second
                  copy: first
                """);

        assertThat(layout.containerfile("base")).contains("RUN common zed \nCOPY first\nRUN second\n");
    }
}

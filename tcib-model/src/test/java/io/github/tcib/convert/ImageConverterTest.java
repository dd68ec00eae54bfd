package io.github.tcib.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users, stages and the shapes of RUN and CMD, each read back from what is generated. */
class ImageConverterTest {

    @TempDir
    Path directory;

    private ConversionFixture files;

    @BeforeEach
    void prepare() {
        files = new ConversionFixture(directory);
    }

    @Test
    void keepsRunAsAnArray() throws Exception {
        files.file(
                "a/Containerfile", "FROM centos:stream9", "USER root", "RUN [\"/bin/tool\", \"an {{ x }}\"]", "RUN []");

        assertThat(files.generated("a"))
                .containsExactly("FROM centos:stream9", "USER root", "RUN [\"/bin/tool\", \"an {{ x }}\"]", "RUN []");
    }

    @Test
    void takesPackagesFromRunOnly() throws Exception {
        files.file(
                "a/Containerfile",
                "FROM centos:stream9",
                "USER root",
                "RUN dnf install -y vim\tjq",
                "HEALTHCHECK CMD dnf install -y one two three",
                "RUN [\"sh\", \"-c\", \"dnf install -y one two three\"]");

        assertThat(files.yaml("a")).isEqualTo("""
                        tcib_packages:
                          common:
                          - vim
                          - jq
                        tcib_actions:
                        - run: dnf install -y {{ tcib_packages.common | join(' ') }}
                        - run:
                          - sh
                          - '-c'
                          - dnf install -y one two three
                        tcib_healthcheck: CMD dnf install -y one two three
                        """);
        assertThat(files.notes()).isEmpty();
    }

    @Test
    void leavesASecondStreamOfAModuleInTheAction() throws Exception {
        files.file(
                "a/Containerfile",
                "FROM centos:stream9",
                "USER root",
                "RUN dnf module enable -y db:1 && dnf module enable -y db:1",
                "RUN dnf module enable -y db:2");

        assertThat(files.yaml("a")).isEqualTo("""
                        tcib_rhel_modules:
                          db: '1'
                        tcib_actions:
                        - run: >-
                            dnf module enable -y db:{{ tcib_rhel_modules['db'] }} &&
                            dnf module enable -y db:{{ tcib_rhel_modules['db'] }}
                        - run: dnf module enable -y db:2
                        """);
        assertThat(files.notes()).hasSize(1);
    }

    @Test
    void saysWhatFromNamesInVain() throws Exception {
        files.file("a/Containerfile", "FROM --platform=linux/arm64 centos:stream9", "USER root");

        assertThat(files.warnings())
                .containsExactly(
                        "containers/a/Containerfile:1:1: FROM --platform=linux/arm64 is left out: a layout names"
                                + " no platform");
    }

    @Test
    void repeatsNoUserThatIsRoot() throws Exception {
        files.file("base/Containerfile", "FROM centos:stream9", "USER root", "RUN base");
        files.file("zero/Containerfile", "FROM centos:stream9", "RUN useradd x", "USER 0");
        files.file("tool/Containerfile", "FROM base", "RUN tool");
        files.file("plain/Containerfile", "FROM base", "CMD [\"x\"]");
        files.file("last/Containerfile", "FROM zero", "RUN last");

        assertThat(files.generated("tool").subList(1, 3)).containsExactly("USER root", "RUN tool");
        assertThat(files.yaml("plain")).isEqualTo("tcib_cmd: x\n");
        assertThat(files.yaml("tool")).isEqualTo("tcib_actions:\n- run: tool\n");
        assertThat(files.yaml("last")).isEqualTo("tcib_actions:\n- run: last\n");
    }

    @Test
    void keepsAStepOfTheParentsUserBeforeRootTakesOver() throws Exception {
        files.file("base/Containerfile", "FROM centos:stream9", "USER root", "RUN useradd app", "USER app");
        files.file("a/Containerfile", "FROM base", "RUN touch ~/x", "USER root", "RUN b");

        assertThat(files.generated("a"))
                .endsWith("USER root", "USER app", "RUN touch ~/x", "USER root", "RUN b")
                .hasSize(6);
    }

    @Test
    void saysOnceThatTheUserOfTheBaseIsNotKnown() throws Exception {
        files.file("early/Containerfile", "FROM ubi9:9.4", "RUN x", "USER app");
        files.file("never/Containerfile", "FROM ubi9:9.4", "CMD [\"x\"]");
        files.file("stated/Containerfile", "FROM ubi9:9.4", "USER app", "CMD [\"x\"]");

        assertThat(files.notes())
                .hasSize(2)
                .allMatch(note -> note.contains("the file names no user"))
                .anyMatch(note -> note.startsWith("containers/early/Containerfile:1:1: "))
                .anyMatch(note -> note.startsWith("containers/never/Containerfile:1:1: "));
        assertThat(files.generated("stated")).containsExactly("FROM ubi9:9.4", "USER root", "CMD [\"x\"]", "USER app");
    }

    @Test
    void setsAsTheLastUserOnlyOneThatNothingDependsOn() throws Exception {
        files.file("named/Containerfile", "FROM centos:stream9", "USER root", "ENV U=app", "USER $U", "ENV U=other");
        files.file("used/Containerfile", "FROM centos:stream9", "USER root", "USER app", "WORKDIR /x");
        files.file("plain/Containerfile", "FROM centos:stream9", "USER root", "USER app", "ENV U=other", "ARG A");

        assertThat(files.yaml("named")).contains("- user: '$U'").doesNotContain("tcib_user");
        assertThat(files.yaml("used")).contains("- user: app").doesNotContain("tcib_user");
        assertThat(files.yaml("plain")).contains("tcib_user: app").doesNotContain("- user");
    }

    @Test
    void keepsTheNameOfAnImageThatIsBuiltUnderTheReferenceOfFrom() throws Exception {
        files.file("base/Containerfile", "FROM centos:stream9", "USER root");
        files.file("exact/Containerfile", "FROM localhost/ns/openstack-base:t1", "USER root");

        assertThat(files.notes()).isEmpty();
        assertThat(files.generated("exact")).startsWith("FROM localhost/ns/openstack-base:t1");
    }

    @Test
    void tellsTheSettingsThatKeepAReferenceOfFrom() throws Exception {
        files.file("base/Containerfile", "FROM centos:stream9", "USER root");
        files.file("a/Containerfile", "FROM quay.example:5000/a/b/openstack-base:t9", "USER root");

        assertThat(files.notes())
                .singleElement()
                .asString()
                .endsWith("to keep the reference generate with -Dtcib.registry=quay.example:5000 -Dtcib.namespace=a/b"
                        + " -Dtcib.prefix=openstack -Dtcib.tag=t9");
    }

    @Test
    void looksForNoContainerfileInHiddenFolders() throws Exception {
        files.file("a/Containerfile", "FROM centos:stream9", "USER root");
        files.file(".git/b/Containerfile", "FROM centos:stream9", "USER root");
        ConversionSettings hidden = new ConversionSettings(
                files.source.resolve(".git"), files.target, directory, "centos:stream9", files.naming);

        assertThat(files.convert().images()).extracting(ConvertedImage::path).containsExactly("a");
        assertThat(new ContainerfileConverter(hidden).read().images())
                .as("unless it was asked for")
                .extracting(ConvertedImage::path)
                .containsExactly("b");
    }
}

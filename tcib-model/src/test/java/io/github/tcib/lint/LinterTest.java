package io.github.tcib.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tcib.layout.LayoutException;
import io.github.tcib.layout.LayoutReader;
import io.github.tcib.layout.LayoutSettings;
import io.github.tcib.model.ImageNaming;
import io.github.tcib.model.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule finds what it is for, at its place, and leaves alone what looks like it. */
class LinterTest {

    @TempDir
    Path directory;

    private Severities severities = Severities.usual();
    private String base = "centos:stream9";

    @Test
    void findsPackagesThatAnAncestorOrTheImageInstalledAlready() throws Exception {
        file("base/base.yaml", """
                tcib_actions:
                - run: dnf install -y vim jq && dnf clean all
                - run: dnf -y install {{ tcib_packages.common | join(' ') }} && dnf clean all
                tcib_packages:
                  common:
                  - bash
                  - jq
                """);
        file("base/mid/mid.yaml", "tcib_actions:\n- run: dnf remove -y vim && dnf clean all\n");
        file("base/mid/api/api.yaml", """
                tcib_user: api
                tcib_packages: {common: [httpd, bash, vim]}
                tcib_actions:
                - run: dnf -y install {{ tcib_packages.common | join(' ') }} && dnf clean all
                """);

        assertThat(findings("repeated-package"))
                .containsExactly(
                        "tcib/base/base.yaml:7:5: warning: the package 'jq' is installed twice in 'base'; see"
                                + " tcib/base/base.yaml:7:5 [repeated-package]",
                        "tcib/base/mid/api/api.yaml:2:33: warning: the package 'bash' is installed already by the ancestor"
                                + " 'base'; see tcib/base/base.yaml:6:5 [repeated-package]");
    }

    @Test
    void findsWhatUndoesTheWorkOfAnAncestor() throws Exception {
        file("base/base.yaml", """
                tcib_copies: [motd /etc/, big.iso /opt/big.iso]
                tcib_actions:
                - run: dnf install -y vim && dnf clean all && cp /usr/a /usr/local/bin/tool
                """);
        file("base/motd", "");
        file("base/big.iso", "");
        file("base/api/api.yaml", """
                tcib_user: api
                tcib_actions:
                - run: rpm -e --nodeps vim && touch /own
                - run: rm -rf /opt /own && rm -f /usr/local/bin/tool /other /etc/*
                """);

        assertThat(findings("undone-work"))
                .containsExactly(
                        "tcib/base/api/api.yaml:3:8: warning: the package 'vim' of the ancestor 'base' is removed, but"
                                + " stays in its layer; do not install it there, see tcib/base/base.yaml:3:8"
                                + " [undone-work]",
                        "tcib/base/api/api.yaml:4:8: warning: /opt/big.iso of the ancestor 'base' is removed, but stays"
                                + " in its layer; do not put it there, see tcib/base/base.yaml:1:27 [undone-work]",
                        "tcib/base/api/api.yaml:4:8: warning: /usr/local/bin/tool of the ancestor 'base' is removed, but"
                                + " stays in its layer; do not put it there, see tcib/base/base.yaml:3:8"
                                + " [undone-work]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "dnf install -y vim | 1",
                "dnf install -y vim && dnf clean all | 0",
                "dnf install -y vim && rm -rf /var/cache/dnf | 0",
                "dnf clean all && dnf -y update | 1",
                "if true; then microdnf install vim; fi; microdnf clean all | 0",
                "--mount=type=cache,target=/var/cache/dnf dnf install -y vim | 0",
                "echo dnf install vim | 0",
                "dnf module enable -y a:1 | 1",
                "rpm -e vim && dnf remove -y jq | 0",
                "sudo /usr/bin/dnf -y install vim | 1",
                "A=1 yum -c /etc/x.conf -y install vim | 1",
            })
    void findsInstallationsThatLeaveTheCache(String script, int expected) throws Exception {
        file("a/a.yaml", "tcib_user: x\ntcib_actions:\n- run: '" + script + "'\n");

        assertThat(findings("cache-left")).hasSize(expected);
    }

    @Test
    void findsVariablesNoTemplateUses() throws Exception {
        file("a/a.yaml", """
                tcib_user: '{{ who }}'
                who: '{{ prefix }}-user'
                prefix: app
                never: '{{ alone }}'
                alone: 1
                by_name: 2
                whole: {x: 1}
                tcib_packages:
                  common: [vim]
                  forgotten: [jq]
                tcib_actions:
                - run: >-
                    echo {{ lookup('vars', 'by_name') }} {% for k in whole %}{{ k }}{% endfor %}
                    {{ tcib_packages['common'] | join(' ') }} never
                """);

        assertThat(findings("unused-variable"))
                .containsExactly(
                        "tcib/a/a.yaml:4:1: warning: the variable 'never' of 'a' is not used; remove it, or use it in a"
                                + " template of this image [unused-variable]",
                        "tcib/a/a.yaml:5:1: warning: the variable 'alone' of 'a' is not used; remove it, or use it in a"
                                + " template of this image [unused-variable]",
                        "tcib/a/a.yaml:10:3: warning: 'tcib_packages.forgotten' is not used; remove it, or use it in a"
                                + " template of this image [unused-variable]");
    }

    @Test
    void findsFilesThatCopyWillMiss() throws Exception {
        file("a/a.yaml", """
                tcib_user: x
                tcib_copies:
                - start.sh /usr/bin/
                - conf /etc/conf
                - conf/*.conf /etc/
                - '. /all'
                - --from=quay.io/x:1 /bin/x /bin/x
                - strat.sh /usr/bin/
                - '["no such", "/x"]'
                - $HOME/x /x
                tcib_adds: [https://example.org/x /x]
                """);
        file("a/start.sh", "");
        file("a/conf/a.conf", "");

        assertThat(findings("missing-source"))
                .containsExactly(
                        "tcib/a/a.yaml:8:3: error: COPY takes 'strat.sh', which is not in the context of 'a'; did you"
                                + " mean 'start.sh'? [missing-source]",
                        "tcib/a/a.yaml:9:4: error: COPY takes 'no such', which is not in the context of 'a'; put it"
                                + " beside the YAML, or name it in tcib_gather_files [missing-source]");
    }

    @ParameterizedTest
    @CsvSource({
        "ubi9, 1",
        "ubi9:latest, 1",
        "registry.example:5000/ubi9, 1",
        "ubi9:9.4, 0",
        "registry.example:5000/ubi9:9.4, 0",
        "ubi9@sha256:0123, 0",
        "scratch, 0"
    })
    void findsBasesThatMayChange(String from, int expected) throws Exception {
        file("a/a.yaml", "tcib_user: x\ntcib_from: " + from + "\n");

        assertThat(findings("unpinned-base"))
                .hasSize(expected)
                .allSatisfy(finding -> assertThat(finding)
                        .startsWith("tcib/a/a.yaml:2:12: warning: the base '" + from + "' of 'a' has no tag"));
    }

    @Test
    void findsABaseOfTheSettingsAndOfAStage() throws Exception {
        base = "centos";
        file("a/a.yaml", "tcib_user: x\ntcib_builder: golang\n");
        file("a/b/b.yaml", "tcib_user: x\n");

        assertThat(findings("unpinned-base"))
                .extracting(finding -> finding.replaceAll(";.*", ""))
                .containsExactly(
                        "tcib/a/a.yaml: warning: the base 'centos' of 'a' has no tag that says what it is",
                        "tcib/a/a.yaml:2:15: warning: the base 'golang' of 'a' has no tag that says what it is");
    }

    @Test
    void findsLeavesThatEndAsRoot() throws Exception {
        file("base/base.yaml", "tcib_actions: []\n");
        file("base/one/one.yaml", "tcib_actions: []\n");
        file("base/two/two.yaml", "tcib_user: '0:0'\n");
        file("base/three/three.yaml", "tcib_user: app\n");

        assertThat(findings("root-user"))
                .containsExactly(
                        "tcib/base/one/one.yaml: note: 'one' ends as root; set tcib_user [root-user]",
                        "tcib/base/two/two.yaml:1:13: note: 'two' ends as root; set tcib_user [root-user]");
    }

    @Test
    void findsWhatNoLockHolds() throws Exception {
        file("base/base.yaml", """
                tcib_actions:
                - run: dnf install -y curl git
                - run: echo "curl -O x" && test -f /usr/bin/wget
                - run: curl -fsSL https://x.example/a | tar -x && python3 -m pip install b
                """);

        assertThat(findings("open-network"))
                .containsExactly("tcib/base/base.yaml:4:8: note: this RUN of 'base' takes something from the network by"
                        + " curl, pip install, which no lock holds; install a package, or copy a file from the layout"
                        + " [open-network]");
    }

    @Test
    void findsPackagesThatAllSiblingsInstall() throws Exception {
        file("base/base.yaml", "tcib_actions: []\n");
        file("base/one/one.yaml", "tcib_runs: [dnf install -y httpd mod_ssl a]\n");
        file("base/two/two.yaml", "tcib_runs: [dnf install -y b mod_ssl, dnf install -y httpd]\n");
        file("base/one/only/only.yaml", "tcib_runs: [dnf install -y c]\n");

        assertThat(findings("common-package"))
                .containsExactly(
                        "tcib/base/base.yaml: note: all 2 images built on 'base' install httpd, mod_ssl; install"
                                + " it in 'base' [common-package]");
    }

    @Test
    void namesThePackagesOfTheParentAsThePlaceForCommonOnes() throws Exception {
        file("base/base.yaml", """
                tcib_actions:
                - run: dnf install -y {{ tcib_packages.common | join(' ') }}
                tcib_packages: {common: [x]}
                """);
        file("base/one/one.yaml", "tcib_runs: [dnf install -y a, dnf remove -y b, dnf install -y $c]\n");
        file("base/two/two.yaml", "tcib_runs: [dnf install -y a b $c]\n");

        assertThat(findings("common-package"))
                .containsExactly("tcib/base/base.yaml:3:16: note: all 2 images built on 'base' install a; install it in"
                        + " 'base' [common-package]");
    }

    @Test
    void saysOfEachRuleWhatHoldsWhereItIsKept() {
        assertThat(Rule.values())
                .extracting(Rule::statement)
                .doesNotHaveDuplicates()
                .allMatch(statement -> statement.matches("[A-Z].*\\."));
    }

    @Test
    void findsNearMissesOfVerbs() throws Exception {
        file("a/a.yaml", "tcib_user: x\ntcib_entrypont: y\n");

        assertThat(findings("near-verb"))
                .containsExactly("tcib/a/a.yaml:2:1: warning: 'tcib_entrypont' is no verb and is taken for a variable;"
                        + " did you mean 'tcib_entrypoint'? [near-verb]");
        assertThat(findings("layout-warning")).isEmpty();
    }

    @Test
    void handsOnWhatTheReaderWarnsOf() throws Exception {
        file("a/a.yaml", "tcib_user: x\n");
        file("stray.yaml", "x: y\n");

        assertThat(findings("layout-warning")).hasSize(1).allMatch(finding -> finding.contains("belong to no image"));
    }

    @Test
    void changesSeveritiesAsConfigured() throws Exception {
        file("a/a.yaml", "tcib_from: x\n");
        severities = Severities.of(Map.of("unpinned-base", "error", "root-user", "off"), "tcib.rules", problem -> {
            throw new AssertionError(problem);
        });

        assertThat(findings("unpinned-base")).hasSize(1).allMatch(finding -> finding.contains(": error: "));
        assertThat(findings("root-user")).isEmpty();
    }

    @Test
    void refusesSettingsThatNameNoRuleOrSeverity() {
        List<String> problems = new ArrayList<>();
        Severities.of(
                new java.util.TreeMap<>(
                        Map.of("root-users", "off", "root-user", "bad", "layout-error", "off", "zzz", "off")),
                "tcib.rules",
                problem -> problems.add(problem.toString()));

        assertThat(problems)
                .containsExactly(
                        "tcib.rules: layout-error cannot be turned down: nothing can be generated",
                        "tcib.rules: 'bad' is no severity; severities are off, note, warning, error",
                        "tcib.rules: there is no rule 'root-users'; did you mean 'root-user'?",
                        "tcib.rules: there is no rule 'zzz'; rules are " + String.join(", ", Rule.ids()));
    }

    @Test
    void makesFindingsOfWhatKeepsALayoutFromBeingRead() throws Exception {
        file("a/a.yaml", "tcib_user: '{{ nobody }}'\n");
        List<Problem> problems = new ArrayList<>();
        try {
            reader().readSources();
        } catch (LayoutException e) {
            problems.addAll(e.problems());
        }

        assertThat(new Linter(severities).findingsOf(problems))
                .singleElement()
                .satisfies(finding -> assertThat(finding.toString())
                        .startsWith("tcib/a/a.yaml:1:16: error: 'nobody' is undefined")
                        .endsWith("[layout-error]"));
    }

    private void file(String path, String text) throws IOException {
        Path file = directory.resolve("tcib").resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private List<String> findings(String rule) throws LayoutException {
        return new Linter(severities)
                .findingsIn(reader().readSources()).stream()
                        .filter(finding -> finding.rule().id().equals(rule))
                        .map(Finding::toString)
                        .toList();
    }

    private LayoutReader reader() {
        return new LayoutReader(
                new LayoutSettings(
                        directory.resolve("tcib"),
                        directory,
                        directory.resolve("context"),
                        LayoutSettings.Choice.everything(),
                        new LayoutSettings.Distribution(base, "centos", "9", "x86_64"),
                        LayoutSettings.Overrides.none(),
                        new ImageNaming("localhost", "ns", "openstack", "t1")),
                Map.of());
    }
}

package io.github.tcib.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tcib.model.ImageNaming;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user can write wrong gets one message that says where it stands, what is wrong and what to do. */
class BadInputTest {

    @TempDir
    Path directory;

    private LayoutFixture layout;

    @BeforeEach
    void makeLayout() {
        layout = new LayoutFixture(directory);
    }

    @Test
    void refusesYamlThatDoesNotParse() {
        layout.file("base/base.yaml", "tcib_user: root\ntcib_cmd: [a, b\n");

        assertThat(layout.problems())
                .containsExactly("tcib/base/base.yaml:3:1: the YAML does not parse: while parsing a flow sequence,"
                        + " expected ',' or ']', but got <stream end>");
    }

    @Test
    void refusesTabsAsIndentation() {
        layout.file("base/base.yaml", "tcib_envs:\n\tA: b\n");

        assertThat(layout.problems()).singleElement().asString().startsWith("tcib/base/base.yaml:2:1: the YAML");
    }

    @Test
    void refusesCharactersYamlDoesNotAllow() {
        layout.file("base/base.yaml", "tcib_user: a\ntcib_cmd: \u0001\n");

        assertThat(layout.problems())
                .containsExactly("tcib/base/base.yaml:2:11: the YAML does not parse: character U+0001 is not allowed");
    }

    @Test
    void refusesTextThatIsNotUtf8() {
        layout.write(
                layout.layout.resolve("base/base.yaml"), "tcib_user: caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(layout.problems()).containsExactly("tcib/base/base.yaml: is not UTF-8 text; save the file as UTF-8");
    }

    @Test
    void refusesASecondDocument() {
        layout.file("base/base.yaml", "tcib_user: a\n---\ntcib_user: b\n");

        assertThat(layout.problems()).singleElement().asString().startsWith("tcib/base/base.yaml:2:1: the YAML");
    }

    @Test
    void refusesAFileThatIsNoMap() {
        layout.file("base/base.yaml", "- a\n- b\n");

        assertThat(layout.problems())
                .containsExactly("tcib/base/base.yaml:1:1: the file must hold a map of variables, but holds a list;"
                        + " write 'name: value' lines");
    }

    @Test
    void refusesAKeyThatIsSetTwice() {
        layout.file("base/base.yaml", "tcib_user: a\ntcib_envs:\n  A: 1\n  A: 2\ntcib_user: b\n");

        assertThat(layout.problems())
                .containsExactly(
                        "tcib/base/base.yaml:4:3: the key 'A' is already set in line 3; keep one of the two",
                        "tcib/base/base.yaml:5:1: the key 'tcib_user' is already set in line 1; keep one of the two");
    }

    @Test
    void refusesAYamlBomb() {
        StringBuilder bomb = new StringBuilder("tcib_x0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 6; i++) {
            String ref = "*a" + (i - 1);
            bomb.append("tcib_x")
                    .append(i)
                    .append(": &a")
                    .append(i)
                    .append(" [")
                    .append(String.join(", ", List.of(ref, ref, ref, ref, ref, ref, ref, ref)))
                    .append("]\n");
        }
        layout.file("base/base.yaml", bomb.toString());

        assertThat(layout.problems())
                .containsExactly("tcib/base/base.yaml:1:1: the YAML is refused: with its aliases written out it holds"
                        + " more than 100000 values");
    }

    @Test
    void refusesAnAliasInsideItself() {
        layout.file("base/base.yaml", "tcib_envs: &a\n  A: *a\n");

        assertThat(layout.problems())
                .containsExactly(
                        "tcib/base/base.yaml:1:12: the YAML is refused: a value contains itself through an alias");
    }

    @Test
    void refusesDeepNesting() {
        layout.file("base/base.yaml", "tcib_cmd: " + "[".repeat(200) + "]".repeat(200) + "\n");

        assertThat(layout.problems())
                .singleElement()
                .asString()
                .startsWith("tcib/base/base.yaml: the YAML is refused: ");
    }

    @Test
    void refusesTagsOfOtherLanguages() {
        layout.file("base/base.yaml", "tcib_cmd: !!python/object/apply:os.system [ls]\n");

        assertThat(layout.problems())
                .containsExactly(
                        "tcib/base/base.yaml:1:11: the YAML tag 'tag:yaml.org,2002:python/object/apply:os.system'"
                                + " is not supported; write plain text, lists and maps");
    }

    @Test
    void refusesAVerbOfTheWrongType() {
        layout.file("base/base.yaml", """
                tcib_runs: "x"
                tcib_envs:
                  A:
                    b: c
                tcib_labels: [a]
                tcib_user: [root]
                tcib_actions:
                - run
                - run:
                - run: {a: b}
                tcib_copies:
                - [a, b]
                """);

        assertThat(layout.problems())
                .containsExactly(
                        "tcib/base/base.yaml:1:13: tcib_runs must be a list, but is text;"
                                + " write one '- ...' line for each item",
                        "tcib/base/base.yaml:4:5: tcib_envs.A must be a single value, but is a map;"
                                + " maps and lists cannot be nested here; '' is an empty text",
                        "tcib/base/base.yaml:5:14: tcib_labels must be a map, but is a list;"
                                + " write one 'name: value' line for each",
                        "tcib/base/base.yaml:6:12: tcib_user must be text, but is a list; write a single value",
                        "tcib/base/base.yaml:8:3: an item of tcib_actions must be a map of a verb to its arguments,"
                                + " but is text; write '- run: COMMAND'",
                        "tcib/base/base.yaml:9:7: the argument of 'run' must be text, but is nothing;"
                                + " write a single value",
                        "tcib/base/base.yaml:10:8: the argument of 'run' must be text, but is a map;"
                                + " write a single value",
                        "tcib/base/base.yaml:12:3: an item of tcib_copies must be text, but is a list;"
                                + " write a single value");
    }

    @Test
    void refusesAnUnknownActionAndSuggestsOne() {
        layout.file("base/base.yaml", "tcib_actions:\n- rnu: ls\n");

        assertThat(layout.problems())
                .containsExactly("tcib/base/base.yaml:2:3: 'rnu' is not a verb of tcib_actions; did you mean 'run'?");
    }

    @Test
    void refusesALineBreakThatWouldEndAnInstruction() {
        layout.file("base/base.yaml", "tcib_actions:\n- run: |\n    echo a\n    echo b\n");

        assertThat(layout.problems())
                .containsExactly("tcib/base/base.yaml:3:5: a line break ends the instruction RUN here;"
                        + " fold the text with '>-', or end each line but the last with a backslash");
    }

    @Test
    void refusesAQuoteThatIsNotClosed() {
        layout.file("base/base.yaml", "tcib_cmd: sh -c 'a b\n");

        assertThat(layout.problems())
                .containsExactly("tcib/base/base.yaml:1:11: tcib_cmd has a quote that is not closed: sh -c 'a b;"
                        + " close it, or write a YAML list");
    }

    @Test
    void namesAnUndefinedVariableWhereItIsUsedAndSuggestsANearOne() {
        layout.file("base/base.yaml", """
                tcib_packages:
                  common: [a]
                tcib_actions:
                - run: >-
                    true &&
                    dnf install {{ tcib_package_s.common | join(' ') }}
                """);

        assertThat(layout.problems())
                .singleElement()
                .asString()
                .satisfies(problem -> assertThat(problem)
                        .startsWith("tcib/base/base.yaml:6:20: ")
                        .contains("'tcib_package_s' is undefined")
                        .contains("did you mean 'tcib_packages'"));
    }

    @Test
    void saysThatVariablesOfAParentAreNotInherited() {
        layout.file("base/base.yaml", "cleaning: dnf clean all\ntcib_user: root\n");
        layout.file("base/os/os.yaml", "tcib_user: root\n");
        layout.file("base/os/nova/nova.yaml", "tcib_runs: ['dnf install -y nova && {{ cleaning }}']\n");

        assertThat(layout.problems())
                .singleElement()
                .asString()
                .startsWith("tcib/base/os/nova/nova.yaml:1:")
                .endsWith(
                        "'cleaning' is undefined; 'base' sets it, but images do not inherit variables: set it here, or"
                                + " for all images in the file of tcib.extraConfig");
    }

    @Test
    void placesATemplateSyntaxError() {
        layout.file("base/base.yaml", "tcib_user: \"{% if x %}root\"\n");

        assertThat(layout.problems()).singleElement().asString().startsWith("tcib/base/base.yaml:1:");
    }

    @Test
    void refusesUnknownFiltersTestsAndLookups() {
        layout.file("base/base.yaml", "tcib_user: \"{{ 'a' | uper }}\"\n")
                .file("b/b.yaml", "tcib_user: \"{{ 'a' is strin }}\"\n")
                .file("c/c.yaml", "tcib_user: \"{{ lookup('evn', 'HOME') }}\"\n");

        assertThat(layout.problems())
                .satisfiesExactly(
                        problem -> assertThat(problem)
                                .startsWith("tcib/b/b.yaml:1:")
                                .contains("strin")
                                .contains("string"),
                        problem -> assertThat(problem)
                                .startsWith("tcib/base/base.yaml:1:")
                                .contains("uper")
                                .contains("upper"),
                        problem -> assertThat(problem)
                                .startsWith("tcib/c/c.yaml:1:")
                                .contains("evn")
                                .contains("env"));
    }

    @Test
    void refusesVariablesThatUseEachOtherEndlessly() {
        layout.file("base/base.yaml", "tcib_a: '{{ tcib_b }}'\ntcib_b: '{{ tcib_a }}'\ntcib_user: '{{ tcib_a }}'\n");

        assertThat(layout.problems())
                .singleElement()
                .asString()
                .contains("tcib_a")
                .contains("tcib_b");
    }

    @Test
    void refusesTwoDirectoriesOfOneName() {
        layout.file("base/api/a.yaml", "tcib_user: a").file("other/api/b.yaml", "tcib_user: a");

        assertThat(layout.problems())
                .containsExactly("tcib/other/api/b.yaml: two directories are the image 'api':"
                        + " tcib/base/api and tcib/other/api; a directory's name is its image's name; rename one");
    }

    @Test
    void refusesAnImageNameThatIsNoRepositoryName() {
        layout.file("Base/base.yaml", "tcib_user: a");

        assertThat(layout.problems())
                .singleElement()
                .asString()
                .startsWith("tcib/Base/base.yaml: the directory name 'Base' is not a valid image name; use lower-case");
    }

    @Test
    void refusesADirectoryWithoutVariables() {
        layout.file("base/base.yaml", "# nothing yet\n");

        assertThat(layout.problems())
                .containsExactly("tcib/base/base.yaml: the image 'base' has no variables;"
                        + " an image needs at least one, such as tcib_actions");
    }

    @Test
    void refusesALayoutThatIsMissingOrEmpty() throws IOException {
        assertThat(layout.problems())
                .containsExactly("tcib: the layout directory does not exist;"
                        + " set tcib.layoutDirectory to the directory that holds your images' directories");

        Files.createDirectories(layout.layout.resolve("base"));
        assertThat(layout.problems())
                .containsExactly(
                        "tcib: the layout holds no image; an image is a directory below it with a *.yaml or *.yml file");
    }

    @Test
    void refusesAnImageListThatIsMissingEmptyOrWrong() {
        layout.file("keystone/keystone.yaml", "tcib_user: a");
        layout.containersFile = Optional.of(directory.resolve("nowhere.yaml"));
        assertThat(layout.problems()).containsExactly("nowhere.yaml: the file does not exist");

        layout.list("");
        assertThat(layout.problems())
                .containsExactly("containers.yaml:1:1: the image list has no 'container_images';"
                        + " write 'container_images:' and below it '- imagename: NAME' lines");

        layout.list("container_images: []\n");
        assertThat(layout.problems())
                .containsExactly("containers.yaml:1:19: the image list is empty; add '- imagename: NAME' lines");

        layout.list("container_images:\n- keystone\n- image: x\n- imagename: r/ns/openstack-keystonee:t\n");
        assertThat(layout.problems())
                .containsExactly(
                        "containers.yaml:2:3: an entry of the image list must be a map, but is text;"
                                + " write '- imagename: NAME'",
                        "containers.yaml:3:3: an entry of the image list has no image name; write '- imagename: NAME'",
                        "containers.yaml:4:14: there is no image 'keystonee' in the layout; did you mean 'keystone'?");
    }

    @Test
    void refusesNamesOfImagesThatAreNotThere() {
        layout.file("base/base.yaml", "tcib_user: a").file("nova-api/n.yaml", "tcib_user: a");
        layout.filter.add("nova-apo");
        layout.filter.add("cinder-*");

        assertThat(layout.problems())
                .containsExactly(
                        "tcib.images: there is no image 'cinder-*' in the layout",
                        "tcib.images: there is no image 'nova-apo' in the layout; did you mean 'nova-api'?");
    }

    @Test
    void refusesAnImageThatIsAskedForAndExcluded() {
        layout.file("base/base.yaml", "tcib_user: a").file("api/n.yaml", "tcib_user: a");
        layout.filter.add("api");
        layout.excludes.add("api");

        assertThat(layout.problems())
                .containsExactly("tcib.images: 'api' is excluded by tcib.excludes; excludes always win");
    }

    @Test
    void refusesImagesThatAreTheirOwnAncestors() {
        layout.file("a/a.yaml", "tcib_from: localhost/ns/openstack-b:t1\n")
                .file("b/b.yaml", "tcib_from: localhost/ns/openstack-a:t1\n");

        assertThat(layout.problems())
                .containsExactly("tcib/a/a.yaml:1:12: tcib_from makes the images their own ancestors: a -> b -> a;"
                        + " build one of them on another image");
    }

    @Test
    void refusesALinkThatLeavesTheLayout() throws IOException {
        layout.file("base/base.yaml", "tcib_user: a");
        Path outside = Files.writeString(directory.resolve("secret.yaml"), "tcib_user: b");
        Files.createSymbolicLink(layout.layout.resolve("base/more.yaml"), outside);
        Files.createSymbolicLink(layout.layout.resolve("base/dots"), Path.of("../../secret.yaml"));
        Files.createSymbolicLink(layout.layout.resolve("base/gone"), Path.of("nowhere"));

        assertThat(layout.problems())
                .containsExactly(
                        "tcib/base/dots: the symbolic link leads out of the layout; put a copy of the file into the layout",
                        "tcib/base/gone: the symbolic link leads nowhere; mend or remove it",
                        "tcib/base/more.yaml: the symbolic link leads out of the layout;"
                                + " put a copy of the file into the layout");
    }

    @Test
    void refusesGatheredFilesThatAreRelativeOrMissing() {
        layout.file("base/base.yaml", "tcib_gather_files:\n- ../../etc/passwd\n- /no/such/file\n");

        assertThat(layout.problems())
                .containsExactly(
                        "tcib/base/base.yaml:2:3: tcib_gather_files takes absolute paths of the host, but"
                                + " '../../etc/passwd' is relative; files beside the YAML are in the context without it",
                        "tcib/base/base.yaml:3:3: the file to gather does not exist: /no/such/file");
    }

    @Test
    void refusesPartsThatMakeNoReference() {
        layout.file("base/base.yaml", "tcib_user: a");
        layout.naming = new ImageNaming("local host", "Ns", "open stack", "-t");

        assertThat(layout.problems())
                .satisfiesExactly(
                        problem ->
                                assertThat(problem).startsWith("tcib.namespace: 'Ns' is not a valid repository path"),
                        problem -> assertThat(problem).startsWith("tcib.prefix: 'open stack' is not valid"),
                        problem ->
                                assertThat(problem).isEqualTo("tcib.registry: 'local host' is not a host or host:port"),
                        problem -> assertThat(problem).startsWith("tcib.tag: '-t' is not a valid tag"));
    }

    @Test
    void refusesPlaceholdersOfLabelsThatMeanNothing() {
        layout.file("base/base.yaml", "tcib_user: a");
        layout.labels.put("a", "%(nmae)s");
        layout.labels.put("b", "%(tag)d");

        assertThat(layout.problems())
                .containsExactly(
                        "tcib.labels: label 'a' uses the unknown placeholder '%(nmae)s'; did you mean 'name'?",
                        "tcib.labels: label 'b' has an unfinished placeholder '%(tag)d';"
                                + " write %(tag)s, or %% for a percent sign");
    }

    @Test
    void refusesAMissingExtraConfig() {
        layout.file("base/base.yaml", "tcib_user: a");
        layout.extraConfig = Optional.of(directory.resolve("none.yaml"));

        assertThat(layout.problems()).containsExactly("none.yaml: the file does not exist");
    }

    @Test
    void reportsFaultsOfSeveralImagesTogether() {
        layout.file("base/base.yaml", "tcib_user: '{{ tcib_nope }}'\ntcib_cmd: {a: b}\n")
                .file("base/api/api.yaml", "tcib_runs: 5\n");

        assertThat(layout.problems()).hasSize(3);
    }
}

package io.github.tcib.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tcib.model.ImageNaming;
import io.github.tcib.model.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Verbs with values they do not take, and files that are in the way. */
class BadValuesTest {

    @TempDir
    private Path directory;

    private LayoutFixture layout;

    @BeforeEach
    void makeLayout() {
        layout = new LayoutFixture(directory);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "tcib_runs: [[]] ~ 1:13: an item of tcib_runs is an empty list",
                "tcib_runs: [''] ~ 1:14: an item of tcib_runs is empty",
                "tcib_copies: [''] ~ 1:16: an item of tcib_copies is empty",
                "tcib_actions: [{cmd: []}] ~ 1:22: the argument of 'cmd' is an empty list",
                "tcib_actions: [{run: ''}] ~ 1:23: the argument of 'run' is empty",
                "tcib_envs: {'a b': c} ~ 1:14: 'a b' is not a valid name in tcib_envs; use no white space, quotes or '='",
                "tcib_builder_copies: {/a: /b} ~ 1:27: tcib_builder_copies needs tcib_builder, the image to copy from",
                "tcib_from: 'a b' ~ 1:13: tcib_from must be one image reference; such as registry.example.org/name:tag",
                "tcib_cmd: !!int x ~ 1:11: 'x' is not a whole number; put it in quotes if it is text",
                "tcib_cmd: !!set x ~ 1:11: the YAML tag 'tag:yaml.org,2002:set' is not supported; write plain text, lists and"
                        + " maps",
                "'<<: 1|tcib_user: a' ~ 1:5: '<<' merges maps, but this is a number",
                "? [a]|: b ~ 1:3: a key must be text or a number, but is a list",
                "true: a ~ 1:1: the name of a variable must be text, but is true or false",
                "1: a ~ 1:1: the name of a variable must be text, but is a number",
                "tcib_gather_files: [\"/a\\0b\"] ~ 1:22: tcib_gather_files holds no valid path: Nul character not allowed",
                "tcib_user: \"{{ lookup('fileglob', '/a\\0b') }}\" ~ is no path",
                "tcib_user: \"{{ lookup('fileglob', '/etc/*') }}\" ~ the lookup 'fileglob' is refused: '/etc/*' is outside of"
                        + " the project; list the files in tcib_gather_files instead",
            })
    void saysWhatAVerbTakes(String yaml, String expected) {
        layout.file("base/base.yaml", yaml.replaceAll("^'(<<.*)'$", "$1").replace('|', '\n') + "\n");

        assertThat(layout.problems()).anySatisfy(problem -> assertThat(problem).contains(expected));
    }

    @Test
    void refusesALayoutThatIsAFile() throws IOException {
        Files.writeString(layout.layout, "x");

        assertThat(layout.problems())
                .containsExactly(
                        "tcib: the layout is not a directory; set tcib.layoutDirectory to the directory that holds"
                                + " your images' directories");
    }

    @Test
    void refusesDirectoriesThatAreCalledLikeFiles() throws IOException {
        layout.file("base/base.yaml", "tcib_user: a");
        Files.createDirectory(directory.resolve("list.yaml"));
        layout.containersFile = Optional.of(directory.resolve("list.yaml"));

        assertThat(layout.problems()).containsExactly("list.yaml: is a directory, not a YAML file");
    }

    @Test
    void refusesWhatIsNeitherFileNorDirectory() throws Exception {
        layout.file("base/base.yaml", "tcib_user: a");
        Process mkfifo = new ProcessBuilder(
                        "mkfifo", layout.layout.resolve("base/more.yaml").toString())
                .start();
        assertThat(mkfifo.waitFor()).isZero();

        assertThat(layout.problems()).containsExactly("tcib/base/more.yaml: is not a regular file");
    }

    @Test
    void refusesAFileOfMoreCharactersThanALayoutHas() {
        layout.file("base/base.yaml", "tcib_cmd: " + "x".repeat(3 * 1024 * 1024 + 1) + "\n");

        assertThat(layout.problems())
                .singleElement()
                .asString()
                .startsWith("tcib/base/base.yaml: the file is larger than ")
                .endsWith(" characters");
    }

    @Test
    void refusesAContainerfileBesideTheYaml() {
        layout.file("base/base.yaml", "tcib_user: a").file("base/Containerfile", "FROM scratch");

        assertThat(layout.problems())
                .containsExactly(
                        "tcib/base/base.yaml: the file Containerfile beside the YAML would be overwritten by the"
                                + " generated one; rename or remove it");
    }

    @Test
    void gathersNotAllFilesOfTheHost() throws IOException {
        Path many = Files.createDirectories(directory.resolve("many"));
        for (int i = 0; i <= 10_000; i++) {
            Files.createFile(many.resolve("f" + i));
        }
        layout.file("base/base.yaml", "tcib_gather_files: ['" + many + "']\n");

        assertThat(layout.problems())
                .containsExactly("tcib/base/base.yaml:1:22: " + many
                        + " holds more than 10000 files; gather just what you need");
    }

    @Test
    void refusesAnImageListThatIsNoListOrNamesNothing() {
        layout.file("keystone/keystone.yaml", "tcib_user: a");
        layout.list("container_images: keystone\n");
        assertThat(layout.problems())
                .containsExactly(
                        "containers.yaml:1:19: 'container_images' must be a list; write 'container_images:' and"
                                + " below it '- imagename: NAME' lines");

        layout.list("container_images:\n- imagename: other/name:t\n  image_source: ceph\n");
        assertThat(layout.problems())
                .containsExactly("containers.yaml:2:1: no entry of the image list is built from this layout");
    }

    @Test
    void saysThatNothingIsLeft() {
        layout.file("base/base.yaml", "tcib_user: a");
        layout.excludes.add("*");

        assertThat(layout.problems())
                .singleElement()
                .asString()
                .endsWith("no image is left to render; exclude less, or choose other images");
    }

    @Test
    void saysHowPartsOfReferencesAreWritten() {
        layout.file("base/base.yaml", "tcib_user: a");
        layout.naming = new ImageNaming("localhost", "ns", "Open", "-t");

        String rule = "use lower-case letters and digits, with single '.', '_', '__' or any number of '-' between them,"
                + " at most 128 characters";
        assertThat(layout.problems())
                .containsExactly(
                        "tcib.prefix: 'Open' is not valid in a repository name: " + rule,
                        "tcib.tag: '-t' is not a valid tag: use up to 128 letters, digits, '_', '.' and '-', not beginning"
                                + " with '.' or '-'");
    }

    @Test
    void warnsOfWhatItLeavesAside() throws Exception {
        layout.file("base/base.yaml", "tcib_user: a").file("more.yaml", "tcib_user: b");
        Files.createSymbolicLink(layout.layout.resolve("base/link"), Path.of("..", "base"));

        assertThat(layout.read().warnings().stream().map(Problem::toString))
                .contains(
                        "tcib: YAML files in the layout's root belong to no image: more.yaml; move them into an image's"
                                + " directory",
                        "tcib/base/link: the symbolic link to a directory is not followed");
    }

    @Test
    void refusesALineThatIsTooLong() throws Exception {
        layout.file("base/base.yaml", "tcib_user: a\ntcib_cmd: " + "x".repeat(500_000 - 10) + "\n");
        assertThat(layout.read().graph().images()).hasSize(1);
        layout.file("base/base.yaml", "tcib_user: a\ntcib_cmd: " + "x".repeat(500_000 - 9) + "\n");

        assertThat(layout.problems())
                .containsExactly(
                        "tcib/base/base.yaml:2:1: the line has more than 500000 characters, which is the limit");
    }

    @Test
    void refusesAPatternOfFilesThatIsNoPath() {
        layout.file("base/base.yaml", "tcib_user: \"{{ lookup('fileglob', 'a\\0b') }}\"");

        assertThat(layout.problems()).singleElement().asString().endsWith(": 'a\0b' is no path");
    }
}

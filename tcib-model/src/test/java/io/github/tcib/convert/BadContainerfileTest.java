package io.github.tcib.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.tcib.DeepFolder;
import io.github.tcib.layout.LayoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong is said with its place, all at once, and nothing is written. */
class BadContainerfileTest {

    @TempDir
    Path directory;

    private ConversionFixture files;

    @BeforeEach
    void prepare() {
        files = new ConversionFixture(directory);
    }

    @Test
    void namesAnInstructionThatIsNone() throws Exception {
        files.file("a/Containerfile", "FROM x:1", "", "  RNU true", "INCLUDE other");

        assertThat(files.problems())
                .containsExactly(
                        "containers/a/Containerfile:3:3: 'RNU' is not an instruction; did you mean 'RUN'?",
                        "containers/a/Containerfile:4:1: 'INCLUDE' is not an instruction");
    }

    @Test
    void findsEverySyntaxErrorOfEveryFile() throws Exception {
        files.file(
                "a/Containerfile",
                "FROM x:1",
                "ENV A=1 B",
                "COPY only",
                "RUN",
                "SHELL bash",
                "LABEL a=\"open",
                "ONBUILD FROM x",
                "RUN <<EOF",
                "never ended");
        files.file("b/Containerfile", "FROM x:1 AS");

        assertThat(files.problems())
                .containsExactly(
                        "containers/a/Containerfile:2:1: ENV: 'B' has no '='; write name=value, and put a value with"
                                + " blanks in quotes",
                        "containers/a/Containerfile:3:1: COPY: a source and a destination are needed",
                        "containers/a/Containerfile:4:1: RUN: the arguments are missing",
                        "containers/a/Containerfile:5:1: SHELL: a JSON array is needed, such as [\"/bin/bash\", \"-c\"]",
                        "containers/a/Containerfile:6:1: LABEL: a quote is not closed",
                        "containers/a/Containerfile:7:1: ONBUILD: FROM cannot be a trigger",
                        "containers/a/Containerfile:8:1: the here-document is not ended; a line with nothing but EOF"
                                + " must follow",
                        "containers/b/Containerfile: the file holds no FROM; begin with FROM image",
                        "containers/b/Containerfile:1:1: FROM: write FROM image, or FROM image AS name");
    }

    @Test
    void refusesValuesThatAreNoTextsInAnArray() throws Exception {
        for (String array : List.of("[\"a\", 1]", "[true]", "[\"a\", null, \"b\"]", "[-1.5]")) {
            files.file("a/Containerfile", "FROM x:1", "SHELL " + array);

            assertThat(files.problems())
                    .as(array)
                    .containsExactly(
                            "containers/a/Containerfile:2:1: SHELL: a JSON array here may hold strings only; put"
                                    + " the values in quotes");
        }
    }

    @Test
    void namesAnImageOfFromThatCannotBeRead() throws Exception {
        files.file("a/Containerfile", "FROM \"x:1");

        assertThat(files.problems())
                .containsExactly(
                        "containers/a/Containerfile:1:1: the image of FROM cannot be read: a double quote is not closed in \"x:1");
    }

    @Test
    void saysWhyAContainerfileCannotBeRead() throws Exception {
        Path unreadable = Path.of("/proc/self/mem");
        assumeTrue(Files.exists(unreadable), "left out: no file here is unreadable for everyone");
        Files.createDirectories(files.source.resolve("a"));
        Files.createSymbolicLink(files.source.resolve("a/Containerfile"), unreadable);

        assertThat(files.problems())
                .containsExactly("containers/a/Containerfile: the file cannot be read: Input/output error");
    }

    @Test
    void saysWhyAFolderCannotBeRead() throws Exception {
        files.file("a/Containerfile", "FROM x:1");

        DeepFolder.in(
                files.source.resolve("a"),
                () -> assertThat(files.problems())
                        .singleElement()
                        .asString()
                        .startsWith("containers/a/deep/")
                        .endsWith(": cannot be read: File name too long"));
    }

    @Test
    void saysWhyTheFilesBesideAContainerfileCannotBeRead() throws Exception {
        files.file("a/Containerfile", "FROM x:1", "COPY etc /etc");
        ConversionSettings one = new ConversionSettings(
                files.source.resolve("a/Containerfile"), files.target, directory, "centos:stream9", files.naming);

        DeepFolder.in(
                files.source.resolve("a"),
                () -> assertThatThrownBy(() -> new ContainerfileConverter(one).read())
                        .isInstanceOf(LayoutException.class)
                        .hasMessageContaining(
                                "containers/a/Containerfile: the files beside it cannot be read: File name too long"));
    }

    @Test
    void asksForFromFirst() throws Exception {
        files.file("a/Containerfile", "RUN true", "FROM x:1");
        files.file("b/Containerfile", "# nothing");
        files.file("c/Containerfile", "ARG TAG", "FROM x:$TAG");

        assertThat(files.problems())
                .containsExactly(
                        "containers/a/Containerfile:1:1: RUN stands before the first FROM; begin with FROM, or with ARG"
                                + " for what FROM needs",
                        "containers/b/Containerfile: the file holds no FROM; begin with FROM image",
                        "containers/c/Containerfile:2:1: 'x:$TAG' is no image with the defaults of ARG; give every ARG"
                                + " before FROM a default");
    }

    @Test
    void refusesAnotherEscapeCharacter() throws Exception {
        files.file("a/Containerfile", "# syntax=docker/dockerfile:1", "# escape=`", "FROM x:1");

        assertThat(files.problems())
                .containsExactly(
                        "containers/a/Containerfile:2:1: the escape character ` is not supported; end continued"
                                + " lines with a backslash");
    }

    @Test
    void refusesTextThatIsNotUtf8() throws Exception {
        files.file("a/Containerfile", "");
        Files.write(files.source.resolve("a/Containerfile"), new byte[] {'F', (byte) 0xE9});

        assertThat(files.problems())
                .containsExactly("containers/a/Containerfile: is not UTF-8 text; save the file as UTF-8");
    }

    @Test
    void saysWhatIsLookedForInAnEmptyFolder() throws Exception {
        Files.createDirectories(files.source);

        assertThat(files.problems())
                .containsExactly("containers: the folder holds no Containerfile; files named Containerfile, Dockerfile,"
                        + " Containerfile.NAME or NAME.Containerfile are looked for");
    }

    @Test
    void saysThatTheSourceDoesNotExist() {
        assertThat(files.problems())
                .containsExactly("containers: does not exist; set tcib.convert.source to a Containerfile or a folder of"
                        + " them");
    }

    @Test
    void refusesTwoFilesOfOneImageAndNamesThatAreNone() throws Exception {
        files.file("a/Containerfile", "FROM x:1");
        files.file("Dockerfile.a", "FROM x:1");
        files.file("Upper/Containerfile", "FROM x:1");

        assertThat(files.problems()).hasSize(2);
        assertThat(files.problems().get(0))
                .startsWith(
                        "containers/Upper/Containerfile: 'Upper' is not a valid image name; use lower-case letters");
        assertThat(files.problems().get(1))
                .isEqualTo("containers/a/Containerfile: 'a' is also the image of containers/Dockerfile.a; an image is"
                        + " named after its directory; rename one");
    }

    @Test
    void refusesImagesThatAreTheirOwnAncestors() throws Exception {
        files.file("a/Containerfile", "FROM b");
        files.file("b/Containerfile", "FROM a");

        assertThat(files.problems())
                .containsExactly(
                        "containers/a/Containerfile:1:1: FROM makes 'a' its own ancestor; build one of the images on"
                                + " another",
                        "containers/b/Containerfile:1:1: FROM makes 'b' its own ancestor; build one of the images on"
                                + " another");
    }

    @Test
    void refusesALaterStageOnAnImageOfTheFolder() throws Exception {
        files.file("base/Containerfile", "FROM x:1", "RUN x");
        files.file("a/Containerfile", "FROM y:1 AS one", "RUN y", "FROM base", "RUN z", "FROM one");

        assertThat(files.problems())
                .containsExactly(
                        "containers/a/Containerfile:3:1: a layout cannot say that a later stage is built on an image of"
                                + " the folder; make the stages Containerfiles of their own",
                        "containers/a/Containerfile:5:1: a layout cannot say that a later stage is built on the first"
                                + " stage; make the stages Containerfiles of their own");
    }

    @Test
    void overwritesNothingUnlessAsked() throws Exception {
        files.file("a/Containerfile", "FROM x:1", "USER root");
        files.file("b/Containerfile", "FROM x:1", "USER root");
        Path mine = files.target.resolve("a/a.yaml");
        Files.createDirectories(mine.getParent());
        Files.writeString(mine, "mine: true\n");

        assertThatThrownBy(() -> files.write(false))
                .isInstanceOf(LayoutException.class)
                .hasMessage("tcib/a/a.yaml: is there already with other content; set tcib.convert.overwrite to replace"
                        + " it, or another tcib.layoutDirectory");
        assertThat(mine).hasContent("mine: true");
        assertThat(files.target.resolve("b")).doesNotExist();

        assertThat(files.write(true)).isEqualTo(2);
        assertThat(mine).hasContent("tcib_from: x:1");
        assertThat(files.write(false)).as("the same again changes nothing").isZero();
    }

    @Test
    void refusesADirectoryWithYamlOfItsOwn() throws Exception {
        files.file("a/Containerfile", "FROM x:1", "USER root");
        Files.createDirectories(files.target.resolve("a"));
        Files.writeString(files.target.resolve("a/other.yml"), "x: y\n");

        assertThatThrownBy(() -> files.write(true))
                .hasMessage("tcib/a/other.yml: would be merged with the variables of 'a'; move it away, or set another"
                        + " tcib.layoutDirectory");
        assertThat(files.target.resolve("a/a.yaml")).doesNotExist();
    }
}

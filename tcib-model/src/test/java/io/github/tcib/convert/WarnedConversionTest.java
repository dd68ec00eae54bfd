package io.github.tcib.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tcib.layout.LayoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a conversion leaves out or cannot know is said with its place. */
class WarnedConversionTest {

    @TempDir
    private Path directory;

    private ConversionFixture files;

    @BeforeEach
    void prepare() {
        files = new ConversionFixture(directory);
    }

    @Test
    void saysWhatALayoutDoesNotName() throws Exception {
        files.file(
                "a/Containerfile", "FROM --platform=linux/amd64 x:1", "COPY none.txt /x", "STOPSIGNAL 9", "USER root");

        assertThat(files.warnings())
                .contains(
                        "containers/a/Containerfile:1:1: FROM --platform=linux/amd64 is left out: a layout names no"
                                + " platform",
                        "containers/a/Containerfile:2:1: no file 'none.txt' lies beside the Containerfile; put it beside"
                                + " the YAML");
    }

    @Test
    void takesNotEveryFileAlong() throws Exception {
        files.file("a/Containerfile", "FROM x:1", "COPY many /x/", "USER root");
        Path many = Files.createDirectories(files.source.resolve("a/many"));
        for (int i = 0; i <= 10_000; i++) {
            Files.createFile(many.resolve("f" + i));
        }

        assertThat(files.warnings())
                .anySatisfy(
                        warning -> assertThat(warning).endsWith("'many' is more than 10000 files; copy them yourself"));
    }

    @Test
    void refusesInstructionsWhoseWordsCannotBeRead() throws Exception {
        files.file("a/Containerfile", "FROM ${x");

        assertThat(files.problems())
                .containsExactly(
                        "containers/a/Containerfile:1:1: the image of FROM cannot be read: a substitution is ${name}, ${name:-word} or"
                                + " ${name:+word}, not ${x");
    }

    @Test
    void writesNothingOverWhatIsNoFile() throws Exception {
        files.file("a/Containerfile", "FROM x:1", "USER root");
        Files.createDirectories(files.target.resolve("a/a.yaml"));

        assertThatThrownBy(() -> files.write(true))
                .isInstanceOf(LayoutException.class)
                .hasMessage("tcib/a/a.yaml: is in the way and no file; move it away");
    }
}

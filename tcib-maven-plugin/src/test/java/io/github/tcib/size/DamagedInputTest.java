package io.github.tcib.size;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Baselines and results of builds that cannot be used. */
class DamagedInputTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "{ ~ is not JSON: Unexpected end-of-input",
                "{} ~ has no version, so no goal of this plugin wrote it; make it again with this one",
                "{\"version\": 9} ~ is of version 9, and this plugin reads 1; use the plugin that wrote it, or make it again"
                        + " with this one",
                "{\"version\": 1, \"images\": [{}]} ~ is damaged: an entry without a name",
                "{\"version\": 1, \"images\": [{\"name\": \"a\"}]} ~ is damaged: the image a has no virtualBytes",
                "{\"version\": 1, \"images\": [{\"name\": \"a\", \"virtualBytes\": -1}]} ~ is damaged: 'virtualBytes' is not a"
                        + " number of bytes but -1",
                "{\"version\": 1, \"images\": [{\"name\": \"a\", \"virtualBytes\": 1, \"owners\": [{\"kind\": \"x\"}]}]} ~ is"
                        + " damaged: an owner of the unknown kind 'x'",
            })
    void saysWhatIsWrongWithABaseline(String json, String message) throws Exception {
        Path file = Files.writeString(directory.resolve("baseline.json"), json);
        assertThatThrownBy(() -> BaselineFile.read(file, "x"))
                .isInstanceOf(BaselineException.class)
                .hasMessageStartingWith("the baseline " + file + " " + message);
    }

    @Test
    void saysThatABaselineCannotBeRead() {
        assertThatThrownBy(() -> BaselineFile.read(directory, "x"))
                .isInstanceOf(BaselineException.class)
                .hasMessage("the baseline " + directory + " cannot be read: Is a directory");
        Path absent = directory.resolve("absent.json");
        assertThatThrownBy(() -> BaselineFile.read(absent, "x"))
                .isInstanceOf(BaselineException.class)
                .hasMessage("the baseline " + absent + " cannot be read: there is no '" + absent + "'");
    }

    @Test
    void saysWhatIsWrongWithTheResultOfABuild() throws Exception {
        Path file = directory.resolve("build-result.json");
        assertThatThrownBy(() -> BuiltImages.read(file))
                .hasMessage("there is no result of a build in " + file
                        + "; run tcib:build first, or set tcib.sizeReport.source");
        Files.writeString(file, "{");
        assertThatThrownBy(() -> BuiltImages.read(file)).hasMessageStartingWith(file + " is not JSON: ");
        Files.writeString(file, "{\"version\": 9}");
        assertThatThrownBy(() -> BuiltImages.read(file))
                .hasMessage(file
                        + " is of version 9, and this plugin reads 1; use the plugin that wrote it, or run tcib:build"
                        + " of this one");
    }
}

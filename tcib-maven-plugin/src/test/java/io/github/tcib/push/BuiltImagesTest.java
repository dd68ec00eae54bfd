package io.github.tcib.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuiltImagesTest {

    private static final Path FORMATS = Path.of("src/test/resources/formats");

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void write() throws Exception {
        file = directory.resolve("build-result.json");
        Files.writeString(file, """
                {"version": 1, "images": [
                  {"name": "base", "status": "cached", "reference": "r/base:1", "digest": "d1", "id": "i1"},
                  {"name": "nova-api", "status": "built", "reference": "r/nova-api:1", "parent": "r/base:1", "digest": "d2", "id": "i2"},
                  {"name": "nova-cert", "status": "failed", "reference": "r/nova-cert:1", "parent": "r/base:1", "reason": "no"},
                  {"name": "redis", "status": "excluded", "reason": "release 10"}
                ]}
                """);
    }

    @Test
    void readsWhatIsChosen() throws Exception {
        assertThat(new BuiltImages(file).read(List.of("nova-a*", "bas?")))
                .extracting(BuiltImage::name)
                .containsExactly("base", "nova-api");
        assertThat(new BuiltImages(file).read(List.of("nova-api")).get(0).parent())
                .contains("r/base:1");
    }

    @Test
    void pushesNothingOfAnIncompleteBuild() {
        assertThatThrownBy(() -> new BuiltImages(file).read(List.of()))
                .isInstanceOf(PushException.class)
                .hasMessage("nothing is pushed, because the build of '" + file
                        + "' is incomplete: nova-cert (failed); build"
                        + " again, or choose other images with tcib.images");
    }

    @Test
    void saysThatAPatternFitsNothing() {
        assertThatThrownBy(() -> new BuiltImages(file).read(List.of("base", "glance*")))
                .hasMessage("tcib.images: no image of '" + file
                        + "' is named glance*; there are base, nova-api, nova-cert");
    }

    @Test
    void readsWhatAPatchMade() throws Exception {
        Files.writeString(file, """
                {"version": 1, "goal": "hotfix", "complete": true, "images": [
                  {"status": "patched", "reference": "localhost/a/db:1", "newReference": "localhost/a/db:1-fix", "digest": "d1", "id": "i1"},
                  {"status": "unchanged", "reference": "localhost/a/api:1", "newReference": "localhost/a/api:1-fix"},
                  {"status": "patched", "reference": "localhost/b/db:1", "newReference": "localhost/b/db:1-fix", "digest": "d2", "id": "i2"}
                ]}
                """);
        assertThat(new BuiltImages(file).read(List.of()))
                .containsExactly(
                        new BuiltImage("db", "localhost/a/db:1-fix", Optional.of("localhost/a/db:1"), "d1", "i1"),
                        new BuiltImage("b/db", "localhost/b/db:1-fix", Optional.of("localhost/b/db:1"), "d2", "i2"));
        assertThat(new BuiltImages(file).read(List.of("api"))).isEmpty();
    }

    @Test
    void pushesNothingOfAPatchThatWasRefused() throws Exception {
        Files.writeString(file, """
                {"version": 1, "goal": "update", "complete": false, "images": [
                  {"status": "patched", "reference": "localhost/a/db:1", "newReference": "localhost/a/db:1-fix", "digest": "d1", "id": "i1"}
                ]}
                """);
        assertThatThrownBy(() -> new BuiltImages(file).read(List.of()))
                .isInstanceOf(PushException.class)
                .hasMessageContaining("tcib:update did not do all it was to do")
                .hasMessageContaining("run it again");
    }

    @Test
    void readsResultsAsEarlierPluginsWroteThem() throws Exception {
        assertThat(new BuiltImages(FORMATS.resolve("build-result-1.json")).read(List.of()))
                .extracting(BuiltImage::reference)
                .containsExactly(
                        "localhost/quickstart/demo-base:latest",
                        "localhost/quickstart/demo-service:latest",
                        "localhost/quickstart/demo-api:latest");
        assertThat(new BuiltImages(FORMATS.resolve("build-result-2.json")).read(List.of("api")))
                .extracting(BuiltImage::reference)
                .containsExactly(
                        "localhost/quickstart/demo-api:latest-linux-amd64",
                        "localhost/quickstart/demo-api:latest-linux-arm64");
    }

    @Test
    void saysWhatToDoWithResultsOfANewerPlugin() throws Exception {
        Files.writeString(file, "{\"images\": [], \"version\": 3}");
        assertThatThrownBy(() -> new BuiltImages(file).read(List.of()))
                .isInstanceOf(PushException.class)
                .hasMessage("'" + file + "' is of version 3, and this plugin reads 1 and 2; use the plugin that wrote"
                        + " it, or build again with this one");
    }

    @Test
    void saysThatNothingWasBuilt() {
        assertThatThrownBy(() -> new BuiltImages(directory.resolve("absent.json")).read(List.of()))
                .hasMessage("there are no results of a build at '" + directory.resolve("absent.json")
                        + "'; build first: mvn tcib:build tcib:push; or name the results of tcib:hotfix or tcib:update in"
                        + " tcib.push.resultFile");
    }

    @Test
    void saysWhatIsWrongWithTheResults() throws Exception {
        assertRefused(
                "{",
                "'" + file + "' is damaged (Unexpected end-of-input: expected close marker for Object); build again");
        assertRefused(
                "{\"version\": 2, \"platforms\": [{\"platform\": \"x86\"}], \"images\": [{\"name\": \"a\", \"platforms\":"
                        + " [{\"platform\": \"x86\", \"status\": \"built\"}]}]}",
                "'" + file
                        + "' is damaged ('x86' is not a platform; write os/architecture, such as linux/amd64); build again");
        assertRefused(
                "{\"images\": []}",
                "'" + file + "' has no version, so no goal of this plugin wrote it; build again with this one");
        Files.delete(file);
        Files.createDirectory(file);
        assertThatThrownBy(() -> new BuiltImages(file).read(List.of()))
                .hasMessage("'" + file + "' cannot be read: Is a directory");
    }

    private void assertRefused(String json, String message) throws Exception {
        Files.writeString(file, json);
        assertThatThrownBy(() -> new BuiltImages(file).read(List.of()))
                .isInstanceOf(PushException.class)
                .hasMessage(message);
    }
}

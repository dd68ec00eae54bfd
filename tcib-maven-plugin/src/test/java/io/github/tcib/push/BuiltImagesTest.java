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
                .hasMessageContaining("nova-cert (failed)")
                .hasMessageContaining("build again");
    }

    @Test
    void saysThatAPatternFitsNothing() {
        assertThatThrownBy(() -> new BuiltImages(file).read(List.of("base", "glance*")))
                .hasMessageContaining("glance*")
                .hasMessageContaining("nova-api");
    }

    @Test
    void readsWhatAPatchMade() throws Exception {
        Files.writeString(file, """
                {"version": 1, "goal": "hotfix", "complete": true, "images": [
                  {"status": "patched", "reference": "r/a/db:1", "newReference": "r/a/db:1-fix", "digest": "d1", "id": "i1"},
                  {"status": "unchanged", "reference": "r/a/api:1", "newReference": "r/a/api:1-fix"},
                  {"status": "patched", "reference": "r/b/db:1", "newReference": "r/b/db:1-fix", "digest": "d2", "id": "i2"}
                ]}
                """);
        assertThat(new BuiltImages(file).read(List.of()))
                .containsExactly(
                        new BuiltImage("db", "r/a/db:1-fix", Optional.of("r/a/db:1"), "d1", "i1"),
                        new BuiltImage("b/db", "r/b/db:1-fix", Optional.of("r/b/db:1"), "d2", "i2"));
        assertThat(new BuiltImages(file).read(List.of("api"))).isEmpty();
    }

    @Test
    void pushesNothingOfAPatchThatWasRefused() throws Exception {
        Files.writeString(file, """
                {"version": 1, "goal": "update", "complete": false, "images": [
                  {"status": "patched", "reference": "r/a/db:1", "newReference": "r/a/db:1-fix", "digest": "d1", "id": "i1"}
                ]}
                """);
        assertThatThrownBy(() -> new BuiltImages(file).read(List.of()))
                .isInstanceOf(PushException.class)
                .hasMessageContaining("tcib:update did not do all it was to do")
                .hasMessageContaining("run it again");
    }

    @Test
    void saysThatNothingWasBuilt() {
        assertThatThrownBy(() -> new BuiltImages(directory.resolve("absent.json")).read(List.of()))
                .hasMessageContaining("build first")
                .hasMessageContaining("tcib.push.resultFile");
    }
}

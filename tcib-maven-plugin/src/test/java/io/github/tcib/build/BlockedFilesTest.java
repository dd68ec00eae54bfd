package io.github.tcib.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Something else lies where a build has its files. */
class BlockedFilesTest {

    @TempDir
    private Path directory;

    @Test
    void goesOnWithoutALog() throws Exception {
        Path file = Files.writeString(directory.resolve("logs"), "").resolve("api.log");
        List<String> warnings = new ArrayList<>();
        try (AttemptLog log = new AttemptLog(file, warnings::add)) {
            log.begin("attempt 1 of 1");
            log.add("hello");
            assertThat(log.lastLines()).containsExactly("hello");
        }
        assertThat(warnings)
                .containsExactly("the log " + file + " cannot be written, and the build goes on without it: '"
                        + directory.resolve("logs") + "' is in the way");
    }

    @Test
    void saysWhereAStoreCannotBeLocked() throws Exception {
        Path lock = Files.createDirectories(directory.resolve("lock"));
        assertThatThrownBy(() -> StoreLock.acquire(List.of(directory), holder -> {}))
                .isInstanceOf(BuildFailure.class)
                .hasMessage("the image store cannot be locked: " + lock + ": Is a directory");
    }

    @Test
    void saysWhichContextCannotBeRead() throws Exception {
        TestTree tree = new TestTree(directory)
                .base("api", "example.org/base:1", "COPY conf /etc/api")
                .file("api", "conf/api.conf", "a=1");
        Path conf = tree.context("api").resolve("conf");
        Files.delete(conf.resolve("api.conf"));
        Files.delete(conf);
        Files.writeString(conf, "");
        BuildEngines engines = BuildEngines.only(new MemoryEngine("memory", directory.resolve("state")));
        assertThatThrownBy(() ->
                        new TreeBuild(tree.request(TestTree.settings()), engines, new RecordedLog(line -> {})).run())
                .isInstanceOf(BuildFailure.class)
                .hasMessage(
                        "the build context of 'api' cannot be read: " + conf.resolve("api.conf") + ": Not a directory");
    }
}

package io.github.tcib.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.tcib.DeepFolder;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnreadableTest {

    @TempDir
    Path directory;

    private LayoutFixture layout;

    @BeforeEach
    void makeLayout() {
        layout = new LayoutFixture(directory);
    }

    @Test
    void saysWhyInWords() {
        assertThat(Unreadable.reason(new AccessDeniedException("/a/b"))).isEqualTo("permission denied");
        assertThat(Unreadable.reason(new NoSuchFileException("/a/b"))).isEqualTo("it is gone");
        assertThat(Unreadable.reason(new FileSystemException("/a/b", null, "Is a directory")))
                .isEqualTo("Is a directory");
        assertThat(Unreadable.reason(new IOException("Input/output error"))).isEqualTo("Input/output error");
    }

    @Test
    void namesTheKindOfFaultThatHasNoWords() {
        assertThat(Unreadable.reason(new FileSystemException("/a/b"))).isEqualTo("FileSystemException");
        assertThat(Unreadable.reason(new IOException())).isEqualTo("IOException");
    }

    @Test
    void saysWhyALayoutOrFilesToGatherCannotBeRead() throws Exception {
        Path host = Files.createDirectory(directory.resolve("host"));
        layout.file("base/base.yaml", "tcib_gather_files:\n- " + host + "\n");

        DeepFolder.in(
                host,
                () -> assertThat(layout.problems())
                        .singleElement()
                        .asString()
                        .startsWith("tcib/base/base.yaml:2:3: the files to gather cannot be read: " + host + "/")
                        .endsWith(": File name too long; gather just what you need"));
        layout.file("base/base.yaml", "tcib_user: a");
        DeepFolder.in(
                layout.layout,
                () -> assertThat(layout.problems())
                        .singleElement()
                        .asString()
                        .startsWith("tcib/deep/")
                        .endsWith(": cannot be read: File name too long"));
    }

    @Test
    void saysWhyAFileCannotBeRead() {
        Path unreadable = Path.of("/proc/self/mem");
        assumeTrue(Files.exists(unreadable), "left out: no file here is unreadable for everyone");
        layout.file("base/base.yaml", "tcib_user: a");
        layout.containersFile = Optional.of(unreadable);

        assertThat(layout.problems())
                .singleElement()
                .asString()
                .endsWith("/mem: the file cannot be read: Input/output error");
    }
}

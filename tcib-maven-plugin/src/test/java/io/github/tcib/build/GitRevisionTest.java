package io.github.tcib.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitRevisionTest {

    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    @TempDir
    private Path directory;

    @Test
    void readsTheCommitOfABranch() throws Exception {
        write(".git/HEAD", "ref: refs/heads/main\n");
        write(".git/refs/heads/main", COMMIT + "\n");
        assertThat(GitRevision.read(Files.createDirectories(directory.resolve("a/b"))))
                .contains(COMMIT);
    }

    @Test
    void readsPackedBranches() throws Exception {
        write(".git/HEAD", "ref: refs/heads/main\n");
        write(".git/packed-refs", "# pack-refs with: peeled\n" + COMMIT + " refs/heads/main\n");
        assertThat(GitRevision.read(directory)).contains(COMMIT);
    }

    @Test
    void readsADetachedHead() throws Exception {
        write(".git/HEAD", COMMIT + "\n");
        assertThat(GitRevision.read(directory)).contains(COMMIT);
    }

    @Test
    void readsALinkedWorkingCopy() throws Exception {
        write("main/.git/worktrees/copy/HEAD", "ref: refs/heads/topic\n");
        write("main/.git/worktrees/copy/commondir", "../..\n");
        write("main/.git/refs/heads/topic", COMMIT + "\n");
        write("copy/.git", "gitdir: " + directory.resolve("main/.git/worktrees/copy") + "\n");
        assertThat(GitRevision.read(directory.resolve("copy"))).contains(COMMIT);
    }

    @Test
    void saysNothingWithoutACommit() throws Exception {
        write(".git/HEAD", "ref: refs/heads/main\n");
        assertThat(GitRevision.read(directory)).isEmpty();
    }

    private void write(String path, String content) throws Exception {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}

package io.github.tcib.build.jib;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorOutputStream;

/** A context with one of everything that COPY and ADD may meet. */
final class SampleContext {

    private SampleContext() {}

    static void write(Path root) throws IOException {
        file(root, "one.txt", "one", "rw-r--r--");
        file(root, "two.txt", "two", "rw-------");
        file(root, "run.sh", "#!/bin/sh\n", "rwxr-xr-x");
        file(root, "empty", "", "r--r--r--");
        file(root, ".hidden", "hidden", "rw-r--r--");
        file(root, "name with blank", "blank", "rw-r--r--");
        file(root, "[odd]", "odd", "rw-r--r--");
        file(root, "dir/a", "a", "rw-rw-r--");
        file(root, "dir/b.txt", "b", "rw-r--r--");
        file(root, "dir/sub/c.txt", "c", "rw-r-----");
        file(root, "dir/sub/deep/d", "d", "rwxr-x--x");
        file(root, "dir2/a", "other a", "rw-r--r--");
        file(root, "dir2/sub", "a file where dir has a directory", "rw-r--r--");
        file(root, "etc/motd", "hello", "rw-r--r--");
        file(root, "etc/app/app.conf", "x=1", "rw-r-----");
        Files.createDirectories(root.resolve("hollow/inside"));
        mode(root.resolve("hollow/inside"), "rwxrwx---");
        mode(root.resolve("dir/sub"), "rwx------");
        Files.createSymbolicLink(root.resolve("link.txt"), Path.of("one.txt"));
        Files.createSymbolicLink(root.resolve("absolute.txt"), Path.of("/dir/a"));
        Files.createSymbolicLink(root.resolve("linkdir"), Path.of("dir"));
        Files.createSymbolicLink(root.resolve("dir/up"), Path.of("../one.txt"));
        Files.createSymbolicLink(root.resolve("dir/dangling"), Path.of("/nowhere"));
        Files.createDirectories(root.resolve("hard"));
        file(root, "hard/x", "shared", "rw-r--r--");
        Files.createLink(root.resolve("hard/y"), root.resolve("hard/x"));
        file(root, "special/setuid", "s", "rwxr-xr-x");
        Files.setAttribute(root.resolve("special/setuid"), "unix:mode", 06755);
        Files.createDirectories(root.resolve("special/sticky"));
        Files.setAttribute(root.resolve("special/sticky"), "unix:mode", 01777);
        file(root, "special/labelled", "with attribute", "rw-r--r--");
        xattr(root.resolve("special/labelled"));
        archives(root);
    }

    static Path file(Path root, String name, String content, String mode) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        mode(file, mode);
        return file;
    }

    private static void mode(Path file, String mode) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private static void xattr(Path file) throws IOException {
        if (Files.getFileStore(file).supportsFileAttributeView(UserDefinedFileAttributeView.class)) {
            Files.getFileAttributeView(file, UserDefinedFileAttributeView.class)
                    .write("colour", ByteBuffer.wrap("blue".getBytes(UTF_8)));
        }
    }

    private static void archives(Path root) throws IOException {
        tar(Files.newOutputStream(root.resolve("plain.tar")));
        tar(new GzipCompressorOutputStream(Files.newOutputStream(root.resolve("a.tar.gz"))));
        tar(new XZCompressorOutputStream(Files.newOutputStream(root.resolve("a.tar.xz"))));
        tar(new BZip2CompressorOutputStream(Files.newOutputStream(root.resolve("a.tar.bz2"))));
        tar(new ZstdCompressorOutputStream(Files.newOutputStream(root.resolve("a.tar.zst"))));
        try (OutputStream out = new GzipCompressorOutputStream(Files.newOutputStream(root.resolve("notar.gz")))) {
            out.write("only text".getBytes(UTF_8));
        }
        Files.write(root.resolve("hollow.tar"), new byte[1024]);
        dangling(root);
        file(root, "fake.tar", "this is no archive", "rw-r--r--");
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(Files.newOutputStream(root.resolve("rooted.tar")))) {
            directory(tar, "./", 0711, 3);
            directory(tar, "./etc/", 0755, 0);
            regular(tar, "./tool", 0755, 4, "tool", Map.of());
            link(tar, "./etc-link", "/etc", TarConstants.LF_SYMLINK);
            regular(tar, "./etc-link/through", 0644, 0, "through the link", Map.of());
        }
    }

    private static void dangling(Path root) throws IOException {
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(Files.newOutputStream(root.resolve("dangling.tar")))) {
            link(tar, "out", "/not/there", TarConstants.LF_SYMLINK);
            regular(tar, "out/file", 0644, 0, "nowhere to go", Map.of());
        }
    }

    private static void tar(OutputStream packed) throws IOException {
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new BufferedOutputStream(packed), UTF_8.name())) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            directory(tar, "top/", 0750, 7);
            regular(tar, "top/file", 04755, 5, "from an archive", Map.of());
            regular(tar, "top/capable", 0755, 0, "capable", Map.of("SCHILY.xattr.user.note", "kept"));
            regular(tar, "nodir/inner/file", 0600, 9, "no directory entry above", Map.of());
            link(tar, "top/soft", "../one", TarConstants.LF_SYMLINK);
            link(tar, "top/hard", "top/file", TarConstants.LF_LINK);
            regular(tar, "/absolute/file", 0644, 0, "absolute", Map.of());
            regular(tar, "top/" + "n".repeat(120), 0644, 0, "a long name", Map.of());
            regular(tar, "top/umlaut-\u00e4\u00f6", 0644, 0, "not ASCII", Map.of());
            TarArchiveEntry pipe = new TarArchiveEntry("top/pipe", TarConstants.LF_FIFO);
            pipe.setMode(0640);
            tar.putArchiveEntry(pipe);
            tar.closeArchiveEntry();
            regular(tar, "top/file2", 0644, 0, "first", Map.of());
            regular(tar, "top/file2", 0640, 1, "again", Map.of());
        }
    }

    private static void directory(TarArchiveOutputStream tar, String name, int mode, int owner) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_DIR, true);
        entry.setMode(mode);
        entry.setIds(owner, owner + 1);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }

    private static void regular(
            TarArchiveOutputStream tar, String name, int mode, int owner, String content, Map<String, String> pax)
            throws IOException {
        byte[] bytes = content.getBytes(UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_NORMAL, true);
        entry.setMode(mode);
        entry.setIds(owner, owner + 1);
        entry.setSize(bytes.length);
        pax.forEach(entry::addPaxHeader);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
    }

    private static void link(TarArchiveOutputStream tar, String name, String target, byte type) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
        entry.setLinkName(target);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }
}

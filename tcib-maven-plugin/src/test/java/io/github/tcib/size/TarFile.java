package io.github.tcib.size;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.tcib.oci.Digest;
import io.github.tcib.size.layer.StoredLayer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.OptionalLong;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** A layer made by hand, entry by entry. */
public final class TarFile {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8");

    public TarFile() {
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    }

    public TarFile file(String path, String content) {
        return file(path, content.getBytes(UTF_8));
    }

    public TarFile file(String path, byte[] content) {
        TarArchiveEntry entry = new TarArchiveEntry(path);
        entry.setSize(content.length);
        return add(entry, content);
    }

    public TarFile mode(String path, String content, int mode) {
        TarArchiveEntry entry = new TarArchiveEntry(path);
        entry.setSize(content.length());
        entry.setMode(mode);
        return add(entry, content.getBytes(UTF_8));
    }

    public TarFile directory(String path) {
        return add(new TarArchiveEntry(path + "/"), new byte[0]);
    }

    public TarFile link(String path, String target) {
        TarArchiveEntry entry = new TarArchiveEntry(path, TarConstants.LF_LINK);
        entry.setLinkName(target);
        return add(entry, new byte[0]);
    }

    public TarFile symlink(String path, String target) {
        TarArchiveEntry entry = new TarArchiveEntry(path, TarConstants.LF_SYMLINK);
        entry.setLinkName(target);
        return add(entry, new byte[0]);
    }

    private TarFile add(TarArchiveEntry entry, byte[] content) {
        try {
            entry.setModTime(0L);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public byte[] bytes() {
        try {
            tar.close();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public StoredLayer layer() {
        return layer(bytes());
    }

    public static StoredLayer layer(byte[] tarFile) {
        return new StoredLayer(Digest.of(tarFile), OptionalLong.empty(), "", false);
    }
}

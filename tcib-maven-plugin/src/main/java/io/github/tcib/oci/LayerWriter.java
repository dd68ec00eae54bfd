package io.github.tcib.oci;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Writes a layer as a tar file (OCI image-spec 1.1, layer.md): sorted by path, one time for all, no names of users, so that
 * the same draft gives the same bytes anywhere. Pax headers are made here, because the library's hold text only.
 */
public final class LayerWriter {

    private static final int LONGEST_NAME = 100;
    private static final long LARGEST_ID = 07777777;
    private static final long LARGEST_SIZE = 077777777777L;
    private static final String WHITEOUT = ".wh.";
    private static final String OPAQUE = ".wh..wh..opq";
    private static final String PAX_NAME = "PaxHeaders/entry";

    private final FileTime time;

    /** @param time of every entry; fractions of a second are dropped */
    public LayerWriter(Instant time) {
        this.time = FileTime.from(Instant.ofEpochSecond(time.getEpochSecond()));
    }

    /** Writes the draft; the stream is flushed and stays open. */
    public void write(LayerDraft draft, OutputStream out) throws IOException {
        TarStream tar = new TarStream(out);
        IdentityHashMap<Node.File, String> written = new IdentityHashMap<>();
        TreeMap<String, String> whiteouts = new TreeMap<>();
        draft.whiteouts()
                .forEach(path ->
                        whiteouts.put(RootPath.join(RootPath.parentOf(path), WHITEOUT + RootPath.nameOf(path)), path));
        for (Map.Entry<String, Node> entry : draft.nodes().entrySet()) {
            while (!whiteouts.isEmpty() && whiteouts.firstKey().compareTo(entry.getKey()) < 0) {
                writeMarker(tar, whiteouts.pollFirstEntry().getKey());
            }
            writeNode(tar, entry.getKey(), entry.getValue(), written);
            if (draft.opaque().contains(entry.getKey())) {
                writeMarker(tar, RootPath.join(entry.getKey(), OPAQUE));
            }
        }
        for (String whiteout : whiteouts.keySet()) {
            writeMarker(tar, whiteout);
        }
        tar.finish();
    }

    private void writeNode(TarStream tar, String path, Node node, IdentityHashMap<Node.File, String> written)
            throws IOException {
        if (node instanceof Node.File file) {
            String first = written.putIfAbsent(file, path);
            if (first == null) {
                writeFile(tar, path, file);
            } else {
                putEmpty(tar, entry(path, TarConstants.LF_LINK, file.attributes()), path, first, file.attributes());
            }
        } else if (node instanceof Node.Directory) {
            String name = path.isEmpty() ? "./" : path + "/";
            putEmpty(tar, entry(name, TarConstants.LF_DIR, node.attributes()), name, "", node.attributes());
        } else if (node instanceof Node.Symlink link) {
            putEmpty(
                    tar,
                    entry(path, TarConstants.LF_SYMLINK, link.attributes()),
                    path,
                    link.target(),
                    link.attributes());
        } else if (node instanceof Node.Special special) {
            TarArchiveEntry entry = entry(path, type(special.kind()), special.attributes());
            entry.setDevMajor((int) special.major());
            entry.setDevMinor((int) special.minor());
            putEmpty(tar, entry, path, "", special.attributes());
        }
    }

    private void writeFile(TarStream tar, String path, Node.File file) throws IOException {
        long size = file.content().size();
        TarArchiveEntry entry = entry(path, TarConstants.LF_NORMAL, file.attributes());
        entry.setSize(size);
        writePax(tar, path, "", size, file.attributes());
        long copied;
        try (InputStream content = file.content().open()) {
            copied = tar.write(entry, content);
        }
        if (copied != size) {
            throw new OciException("'" + path + "' changed while it was read: " + size + " bytes at first, then "
                    + (copied > size ? "more" : copied));
        }
    }

    private void writeMarker(TarStream tar, String name) throws IOException {
        Attributes plain = new Attributes(0, 0, 0);
        putEmpty(tar, entry(name, TarConstants.LF_NORMAL, plain), name, "", plain);
    }

    private void putEmpty(TarStream tar, TarArchiveEntry entry, String name, String target, Attributes attributes)
            throws IOException {
        if (!target.isEmpty()) {
            entry.setLinkName(target);
        }
        writePax(tar, name, target, 0, attributes);
        tar.write(entry);
    }

    private void writePax(TarStream tar, String name, String target, long size, Attributes attributes)
            throws IOException {
        PaxRecords pax = new PaxRecords();
        if (needsPax(name)) {
            pax.put("path", name);
        }
        if (needsPax(target)) {
            pax.put("linkpath", target);
        }
        if (size > LARGEST_SIZE) {
            pax.put("size", Long.toString(size));
        }
        if (attributes.uid() > LARGEST_ID) {
            pax.put("uid", Long.toString(attributes.uid()));
        }
        if (attributes.gid() > LARGEST_ID) {
            pax.put("gid", Long.toString(attributes.gid()));
        }
        attributes.xattrs().forEach((key, value) -> pax.put(PaxRecords.XATTR + key, value));
        if (pax.isEmpty()) {
            return;
        }
        tar.write(entry(PAX_NAME, TarConstants.LF_PAX_EXTENDED_HEADER_LC, new Attributes(0644, 0, 0)), pax.toBytes());
    }

    private static boolean needsPax(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) >= 0x80) {
                return true;
            }
        }
        return name.length() > LONGEST_NAME;
    }

    private TarArchiveEntry entry(String name, byte type, Attributes attributes) {
        TarArchiveEntry entry = new TarArchiveEntry(name, type);
        entry.setUserName("");
        entry.setGroupName("");
        entry.setMode(attributes.mode());
        entry.setUserId(attributes.uid());
        entry.setGroupId(attributes.gid());
        entry.setSize(0);
        entry.setLastModifiedTime(time);
        return entry;
    }

    private static byte type(Node.Kind kind) {
        return switch (kind) {
            case CHARACTER_DEVICE -> TarConstants.LF_CHR;
            case BLOCK_DEVICE -> TarConstants.LF_BLK;
            case PIPE -> TarConstants.LF_FIFO;
        };
    }
}

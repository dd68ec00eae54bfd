package io.github.tcib.size.layer;

import io.github.tcib.oci.Digest;
import io.github.tcib.oci.OciException;
import io.github.tcib.oci.RootPath;
import io.github.tcib.oci.TarEntry;
import io.github.tcib.oci.TarReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads a layer once from end to end: its entries, the hashes of its files, and copies of the few files that are wanted. */
final class LayerScan {

    private static final String WHITEOUT = ".wh.";
    private static final String OPAQUE = ".wh..wh..opq";
    /** What AUFS keeps for itself; no tool writes it since, but old images have it. */
    private static final String AUFS = ".wh..wh.";

    private static final int BUFFER = 1 << 16;

    private final Path directory;
    private final List<LayerEntry> entries = new ArrayList<>();
    private final Map<String, Path> copies = new TreeMap<>();
    private final byte[] buffer = new byte[BUFFER];
    private int files;

    /** @param directory where the copies of RPM databases are put */
    LayerScan(Path directory) {
        this.directory = directory;
    }

    /**
     * What was found.
     *
     * @param copies of the files that {@link RpmFiles} names, by their paths in the layer
     */
    record Found(LayerContents contents, Map<String, Path> copies) {}

    /** @throws IOException when the layer is damaged or is not the one that is expected */
    Found read(StoredLayer layer, InputStream tarFile) throws IOException {
        try (LayerStream stream = new LayerStream(tarFile, layer.packedBytes());
                BufferedInputStream buffered = new BufferedInputStream(stream, BUFFER);
                TarReader tar = new TarReader(buffered)) {
            for (Optional<TarEntry> next = tar.next(); next.isPresent(); next = tar.next()) {
                add(next.get(), tar);
            }
            buffered.transferTo(OutputStream.nullOutputStream());
            Digest found = stream.digest();
            if (!found.equals(layer.diffId())) {
                throw new OciException("it unpacks to " + found + ", but the image's config says " + layer.diffId());
            }
            return new Found(
                    new LayerContents(layer.diffId(), stream.readBytes(), stream.packedBytes(), entries), copies);
        }
    }

    private void add(TarEntry entry, TarReader tar) throws IOException {
        String path = RootPath.of(entry.name());
        String name = RootPath.nameOf(path);
        String parent = RootPath.parentOf(path);
        if (name.equals(OPAQUE)) {
            entries.add(new LayerEntry.OpaqueDirectory(parent));
        } else if (name.startsWith(AUFS)) {
            return;
        } else if (name.startsWith(WHITEOUT)) {
            entries.add(new LayerEntry.Whiteout(RootPath.join(parent, name.substring(WHITEOUT.length()))));
        } else {
            entries.add(
                    switch (entry.kind()) {
                        case FILE -> file(path, entry, tar);
                        case HARD_LINK -> new LayerEntry.HardLink(path, RootPath.of(entry.linkTarget()));
                        case SYMLINK -> new LayerEntry.Symlink(path, entry.linkTarget());
                        case DIRECTORY -> new LayerEntry.Directory(path);
                        case CHARACTER_DEVICE, BLOCK_DEVICE, PIPE -> new LayerEntry.Special(path);
                    });
        }
    }

    private LayerEntry file(String path, TarEntry entry, TarReader tar) throws IOException {
        MessageDigest digest = LayerStream.sha256();
        InputStream content = tar.content();
        if (RpmFiles.isCopied(path)) {
            Path copy = directory.resolve("copy-" + copies.size());
            try (OutputStream out = Files.newOutputStream(copy)) {
                read(content, digest, out);
            }
            copies.put(path, copy);
        } else {
            read(content, digest, OutputStream.nullOutputStream());
        }
        return new LayerEntry.File(path, files++, entry.size(), ContentHash.of(digest.digest()));
    }

    private void read(InputStream content, MessageDigest digest, OutputStream copy) throws IOException {
        for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
            digest.update(buffer, 0, count);
            copy.write(buffer, 0, count);
        }
    }
}

package io.github.tcib.oci;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Indexes of the layers in a layout, kept in memory: images of a tree share most of their layers. */
public final class LayerIndexes {

    private static final int BUFFER = 1 << 16;

    private final OciLayout layout;
    private final Map<Digest, Slot> slots = new ConcurrentHashMap<>();

    public LayerIndexes(OciLayout layout) {
        this.layout = layout;
    }

    LayerIndex fetch(Layer layer) throws IOException {
        return slots.computeIfAbsent(layer.diffId(), id -> new Slot()).fetch(layer);
    }

    /** Takes note of a layer that was just written, so that it need not be read again. */
    public void add(Layer layer, LayerDraft draft) {
        LayerIndex index = LayerIndex.of(draft, (path, size) -> new FileInLayer(layer, path, size));
        slots.computeIfAbsent(layer.diffId(), id -> new Slot()).set(index);
    }

    /** One layer's index; whoever comes second waits for the first reader. */
    private final class Slot {

        private Optional<LayerIndex> index = Optional.empty();

        synchronized void set(LayerIndex known) {
            index = Optional.of(known);
        }

        synchronized LayerIndex fetch(Layer layer) throws IOException {
            if (index.isPresent()) {
                return index.get();
            }
            LayerIndex read = read(layer);
            index = Optional.of(read);
            return read;
        }
    }

    private LayerIndex read(Layer layer) throws IOException {
        try (InputStream unpacked = unpacked(layer);
                DigestInputStream digesting = new DigestInputStream(unpacked, Digest.sha256());
                TarReader tar = new TarReader(new BufferedInputStream(digesting, BUFFER))) {
            LayerIndex read = LayerIndex.read(tar, (path, size) -> new FileInLayer(layer, path, size));
            digesting.transferTo(OutputStream.nullOutputStream());
            Digest found = Digest.of(digesting.getMessageDigest());
            if (!found.equals(layer.diffId())) {
                throw new OciException("layer " + layer.blob().digest() + " unpacks to " + found
                        + ", but the image's config says " + layer.diffId());
            }
            return read;
        }
    }

    private InputStream unpacked(Layer layer) throws IOException {
        return Compression.unpack(layout.openBlob(layer.blob()));
    }

    /** A file of a lower layer; opening it reads the layer up to the file. */
    private final class FileInLayer implements Content {

        private final Layer layer;
        private final String path;
        private final long size;

        FileInLayer(Layer layer, String path, long size) {
            this.layer = layer;
            this.path = path;
            this.size = size;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public InputStream open() throws IOException {
            TarReader tar = new TarReader(new BufferedInputStream(unpacked(layer), BUFFER));
            for (Optional<TarEntry> next = tar.next(); next.isPresent(); next = tar.next()) {
                TarEntry entry = next.get();
                if (entry.kind() == TarEntry.Kind.FILE
                        && entry.size() == size
                        && RootPath.of(entry.name()).equals(path)) {
                    return closing(tar);
                }
            }
            tar.close();
            throw new OciException("layer " + layer.blob().digest() + " has lost its file '" + path + "'");
        }

        private InputStream closing(TarReader tar) {
            return new FilterInputStream(tar.content()) {
                @Override
                public void close() throws IOException {
                    tar.close();
                }
            };
        }
    }
}

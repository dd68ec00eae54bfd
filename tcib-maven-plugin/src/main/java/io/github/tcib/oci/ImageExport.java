package io.github.tcib.oci;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tcib.file.AtomicFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Writes images of a layout into one file, for tools that take no layout; the same images give the same bytes. */
public final class ImageExport {

    private static final int BUFFER = 1 << 16;
    private static final int MODE = 0644;

    private final OciLayout layout;
    private final Platform platform;

    public ImageExport(OciLayout layout, Platform platform) {
        this.layout = layout;
        this.platform = platform;
    }

    /** Writes the layout's images as {@code oci-archive:} tools read it: a tar file of a layout. */
    public void writeOciArchive(Iterable<String> references, Path file) throws IOException {
        TreeMap<Digest, Descriptor> blobs = new TreeMap<>();
        Map<String, Descriptor> named = new LinkedHashMap<>();
        for (String reference : references) {
            LayoutImage image = read(reference);
            named.put(reference, image.manifest());
            add(image, blobs);
        }
        writeOciArchive(named, blobs, file);
    }

    /** As {@link #writeOciArchive(Iterable, Path)}, but with all platforms that the layout has under the references. */
    public void writeIndexArchive(Iterable<String> references, Path file) throws IOException {
        TreeMap<Digest, Descriptor> blobs = new TreeMap<>();
        Map<String, Descriptor> named = new LinkedHashMap<>();
        for (String reference : references) {
            Descriptor index = layout.index().find(reference).orElseThrow(() -> missing(reference));
            named.put(reference, index);
            blobs.put(index.digest(), index);
            for (Descriptor manifest : PlatformIndex.manifestsOf(layout, index)) {
                add(layout.readImage(manifest), blobs);
            }
        }
        writeOciArchive(named, blobs, file);
    }

    private static void add(LayoutImage image, Map<Digest, Descriptor> blobs) {
        blobs.put(image.manifest().digest(), image.manifest());
        blobs.put(image.configBlob().digest(), image.configBlob());
        image.layers().forEach(layer -> blobs.put(layer.blob().digest(), layer.blob()));
    }

    private void writeOciArchive(Map<String, Descriptor> named, Map<Digest, Descriptor> blobs, Path file)
            throws IOException {
        ObjectNode index = JsonNodeFactory.instance.objectNode();
        index.put("schemaVersion", 2);
        index.put("mediaType", MediaTypes.OCI_INDEX);
        ArrayNode manifests = index.putArray("manifests");
        named.forEach((reference, manifest) ->
                manifests.add(Manifest.json(manifest.with(Map.of(LayoutIndex.REFERENCE, reference)))));
        write(file, tar -> {
            for (Descriptor blob : blobs.values()) {
                try (InputStream in = layout.openBlob(blob)) {
                    put(tar, "blobs/sha256/" + blob.digest().hex(), blob.size(), in);
                }
            }
            put(tar, "index.json", Json.write(index));
            put(tar, "oci-layout", OciLayout.LAYOUT.getBytes(UTF_8));
        });
    }

    /** Writes the layout's images as {@code docker load} reads them. */
    public void writeDockerArchive(Iterable<String> references, Path file) throws IOException {
        TreeMap<String, Layer> layers = new TreeMap<>();
        TreeMap<String, Descriptor> configs = new TreeMap<>();
        ArrayNode manifest = JsonNodeFactory.instance.arrayNode();
        for (String reference : references) {
            LayoutImage image = read(reference);
            ObjectNode entry = manifest.addObject();
            String config = image.configBlob().digest().hex() + ".json";
            configs.put(config, image.configBlob());
            entry.put("Config", config);
            entry.putArray("RepoTags").add(reference);
            ArrayNode names = entry.putArray("Layers");
            for (Layer layer : image.layers()) {
                String name = layer.diffId().hex() + ".tar";
                layers.put(name, layer);
                names.add(name);
            }
        }
        write(file, tar -> {
            for (Map.Entry<String, Layer> layer : layers.entrySet()) {
                // A tar file says how long a file is before its content: the layer is unpacked once to be measured.
                long size;
                try (InputStream measured = layout.openUnpacked(layer.getValue().blob())) {
                    size = measured.transferTo(OutputStream.nullOutputStream());
                }
                try (InputStream in = layout.openUnpacked(layer.getValue().blob())) {
                    put(tar, layer.getKey(), size, in);
                }
            }
            for (Map.Entry<String, Descriptor> config : configs.entrySet()) {
                put(tar, config.getKey(), layout.readJson(config.getValue()));
            }
            put(tar, "manifest.json", Json.write(manifest));
        });
    }

    private LayoutImage read(String reference) throws IOException {
        return layout.readImage(reference, platform).orElseThrow(() -> missing(reference));
    }

    private OciException missing(String reference) {
        return new OciException("'" + layout.root() + "' has no image '" + reference + "'");
    }

    /** What fills an archive. */
    private interface Filling {
        void into(TarArchiveOutputStream tar) throws IOException;
    }

    private static void write(Path file, Filling filling) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IOException("'" + file + "' has no directory");
        }
        Files.createDirectories(directory);
        Path unfinished = Files.createTempFile(directory, AtomicFile.PREFIX, AtomicFile.SUFFIX);
        try {
            try (TarArchiveOutputStream tar = new TarArchiveOutputStream(
                    new BufferedOutputStream(Files.newOutputStream(unfinished), BUFFER), UTF_8.name())) {
                tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
                filling.into(tar);
            }
            AtomicFile.makeReadable(unfinished);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static void put(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        tar.putArchiveEntry(entry(name, content.length));
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private static void put(TarArchiveOutputStream tar, String name, long size, InputStream content)
            throws IOException {
        tar.putArchiveEntry(entry(name, size));
        content.transferTo(tar);
        tar.closeArchiveEntry();
    }

    private static TarArchiveEntry entry(String name, long size) {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(size);
        entry.setMode(MODE);
        entry.setUserName("");
        entry.setGroupName("");
        entry.setModTime(0L);
        return entry;
    }
}

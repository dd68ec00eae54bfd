package io.github.tcib.size;

import io.github.tcib.oci.Digest;
import io.github.tcib.size.layer.ImageStore;
import io.github.tcib.size.layer.LayerCache;
import io.github.tcib.size.layer.LayerLibrary;
import io.github.tcib.size.layer.StoredImage;
import io.github.tcib.size.layer.StoredLayer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Images whose layers were made by hand; counts how often layers are opened. */
public final class MemoryStore implements ImageStore {

    private final Map<String, StoredImage> images = new LinkedHashMap<>();
    private final Map<Digest, byte[]> tarFiles = new HashMap<>();
    private final List<Digest> opened = new ArrayList<>();
    private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());

    /** Adds an image with the layers of another and some more. */
    public MemoryStore image(String name, String parent, TarFile... own) {
        List<StoredLayer> layers = new ArrayList<>();
        if (!parent.isEmpty()) {
            layers.addAll(images.get(parent).layers());
        }
        for (TarFile one : own) {
            byte[] bytes = one.bytes();
            StoredLayer layer = TarFile.layer(bytes);
            tarFiles.put(layer.diffId(), bytes);
            layers.add(layer);
        }
        images.put(name, new StoredImage(name, "sha256:" + name, layers));
        return this;
    }

    /** Adds an image with a layer that is said to have that content. */
    public MemoryStore layer(String name, StoredLayer layer, byte[] content) {
        tarFiles.put(layer.diffId(), content);
        images.put(name, new StoredImage(name, "sha256:" + name, List.of(layer)));
        return this;
    }

    public MemoryStore foreign(String name, String parent, long packedBytes) {
        List<StoredLayer> layers = new ArrayList<>(images.get(parent).layers());
        layers.add(new StoredLayer(
                Digest.of(name.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                OptionalLong.of(packedBytes),
                "",
                true));
        images.put(name, new StoredImage(name, "sha256:" + name, layers));
        return this;
    }

    public List<ImageRequest> requests() {
        return images.keySet().stream()
                .map(name -> new ImageRequest(name, name, Optional.empty()))
                .toList();
    }

    public Measured measure(Path directory) throws IOException {
        return measure(directory, new SizeSettings(List.of(), SizeSettings.LARGEST_FILES));
    }

    public Measured measure(Path directory, SizeSettings settings) throws IOException {
        LayerLibrary library = new LayerLibrary(
                this,
                new LayerCache(directory.resolve("cache"), warnings::add),
                Files.createDirectories(directory.resolve("scratch")),
                2);
        return new TreeAnalysis(this, library, settings).run(requests());
    }

    /** The same images as a registry tells of them: with packed sizes, a third of the unpacked ones, and no layer. */
    public Measured measureManifests() throws IOException {
        MemoryStore manifests = new MemoryStore();
        images.forEach((name, image) -> manifests.images.put(
                name,
                new StoredImage(
                        name,
                        image.digest(),
                        image.layers().stream()
                                .map(layer -> new StoredLayer(
                                        layer.diffId(),
                                        OptionalLong.of(tarFiles.get(layer.diffId()).length / 3),
                                        layer.createdBy(),
                                        layer.foreign()))
                                .toList())));
        return new ManifestAnalysis(manifests).run(requests());
    }

    @Override
    public Optional<StoredImage> find(String reference) {
        return Optional.ofNullable(images.get(reference));
    }

    @Override
    public synchronized InputStream open(StoredLayer layer) {
        opened.add(layer.diffId());
        return new ByteArrayInputStream(tarFiles.get(layer.diffId()));
    }

    public synchronized List<Digest> opened() {
        return List.copyOf(opened);
    }

    /** What was said of the cache. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    public long tarBytes(String image) {
        return images.get(image).layers().stream()
                .mapToLong(layer -> tarFiles.get(layer.diffId()).length)
                .sum();
    }

    @Override
    public String description() {
        return "memory";
    }

    @Override
    public void close() {}
}

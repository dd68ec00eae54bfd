package io.github.tcib.push;

import io.github.tcib.file.FileFault;
import io.github.tcib.oci.Descriptor;
import io.github.tcib.oci.Digest;
import io.github.tcib.oci.ImageFormat;
import io.github.tcib.oci.Layer;
import io.github.tcib.oci.LayerPacking;
import io.github.tcib.oci.LayoutImage;
import io.github.tcib.oci.OciException;
import io.github.tcib.oci.OciLayout;
import io.github.tcib.oci.PlatformIndex;
import io.github.tcib.push.PushableImage.Unpacked;
import io.github.tcib.push.PushableImage.UnpackedLayer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;

/**
 * Images as they go to registries, in an OCI layout that is kept: each layer is packed once, however many images have it and
 * however often they are pushed. An image is found again by the digest of the manifest it was packed from.
 */
public final class PackedImages {

    private static final int CONFIG_LIMIT = 16 << 20;

    private final OciLayout layout;
    private final LayerPacking packing;
    private final Map<Digest, Layer> known = new HashMap<>();
    private final Map<Digest, CompletableFuture<Layer>> underWay = new HashMap<>();
    private final Map<String, List<Descriptor>> index;
    private final Optional<OciLayout> built;
    private final Map<String, List<Descriptor>> builtIndex;

    /**
     * Reads what was packed before.
     *
     * @param layout where it is kept
     * @param buildLayout the OCI layout that the build writes; need not be there
     */
    public PackedImages(OciLayout layout, LayerPacking packing, Path buildLayout) throws IOException {
        this.layout = layout;
        this.packing = packing;
        this.index = layout.index().read();
        this.built = Files.isDirectory(buildLayout) ? Optional.of(OciLayout.open(buildLayout)) : Optional.empty();
        this.builtIndex = built.isPresent() ? built.get().index().read() : Map.of();
    }

    /** The image that was packed from a manifest of that digest, if all of it is still there. */
    Optional<LayoutImage> find(String digest) {
        List<Descriptor> found = index.getOrDefault(digest, List.of());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try {
            LayoutImage image = layout.readImage(found.get(found.size() - 1));
            boolean whole = true;
            for (Layer layer : image.layers()) {
                boolean there = has(layer.blob());
                whole &= there;
                if (there) {
                    known.put(layer.diffId(), layer);
                }
            }
            return whole ? Optional.of(image) : Optional.empty();
        } catch (IOException e) {
            // It was damaged or cut short, and is written anew.
            return Optional.empty();
        }
    }

    /** An image that the build has packed; its children send the same blobs. */
    Optional<LayoutImage> findBuilt(BuiltImage image) throws IOException {
        if (built.isEmpty()) {
            return Optional.empty();
        }
        for (Descriptor named : builtIndex.getOrDefault(image.reference(), List.of())) {
            // an index of several platforms stays under a reference that is built for one of them later on
            for (Descriptor manifest : PlatformIndex.manifestsOf(built.get(), named)) {
                if (manifest.digest().toString().equals(image.digest())) {
                    LayoutImage found = built.get().readImage(manifest);
                    found.layers().forEach(layer -> known.put(layer.diffId(), layer));
                    return Optional.of(found);
                }
            }
        }
        return Optional.empty();
    }

    /** The file of a blob. */
    Path fileOf(Descriptor blob) {
        return built.filter(other -> other.has(blob) && !layout.has(blob))
                .orElse(layout)
                .pathOf(blob.digest());
    }

    /** The bytes of a manifest. */
    byte[] readManifest(Descriptor manifest) throws IOException {
        return Files.readAllBytes(fileOf(manifest));
    }

    private boolean has(Descriptor blob) {
        return layout.has(blob) || built.map(other -> other.has(blob)).orElse(false);
    }

    /** Begins to pack layers, the largest first: what takes long should not begin last. */
    void start(List<Unpacked> images, Executor readers, BlockPackers blocks) {
        record Job(UnpackedLayer layer, ImageFormat format) {}
        Map<Digest, Job> jobs = new HashMap<>();
        for (Unpacked image : images) {
            for (UnpackedLayer layer : image.layers()) {
                if (!known.containsKey(layer.diffId())) {
                    jobs.putIfAbsent(layer.diffId(), new Job(layer, image.format()));
                }
            }
        }
        List<Job> largestFirst = new ArrayList<>(jobs.values());
        largestFirst.sort(
                Comparator.comparingLong((Job job) -> job.layer().size()).reversed());
        for (int rank = 0; rank < largestFirst.size(); rank++) {
            Job job = largestFirst.get(rank);
            LayerPacking ranked = packing.with(blocks.forLayer(rank));
            underWay.put(
                    job.layer().diffId(),
                    CompletableFuture.supplyAsync(() -> pack(job.layer(), job.format(), ranked), readers));
        }
    }

    /** The layer, packed; waits for it. */
    Layer await(UnpackedLayer layer) throws IOException, InterruptedException {
        Layer there = known.get(layer.diffId());
        if (there != null) {
            return there;
        }
        CompletableFuture<Layer> packed = underWay.get(layer.diffId());
        if (packed == null) {
            throw new IllegalStateException("the packing of layer " + layer.diffId() + " was never begun");
        }
        try {
            return packed.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Writes config and manifest of an image whose layers are packed. */
    LayoutImage write(BuiltImage built, Unpacked image, List<Layer> layers) throws IOException {
        byte[] config;
        try (InputStream in = image.config().open()) {
            config = in.readNBytes(CONFIG_LIMIT);
        }
        LayoutImage written = layout.writeImage(config, layers, image.format(), image.annotations());
        layout.index().write(built.digest(), written.manifest());
        return written;
    }

    private Layer pack(UnpackedLayer layer, ImageFormat format, LayerPacking ranked) {
        List<String> reasons = new ArrayList<>();
        for (OciLayout.BlobSource tar : layer.tars()) {
            try {
                Layer packed = layout.writeLayer(tar, ranked, format);
                if (packed.diffId().equals(layer.diffId())) {
                    return packed;
                }
                Files.deleteIfExists(layout.pathOf(packed.blob().digest()));
                reasons.add("its content has the digest " + packed.diffId());
            } catch (IOException e) {
                reasons.add(FileFault.reasonOf(e));
            }
        }
        throw new CompletionException(new OciException("layer " + layer.diffId()
                + " cannot be read from buildah's store: " + String.join("; ", reasons) + "; build the image again"));
    }
}

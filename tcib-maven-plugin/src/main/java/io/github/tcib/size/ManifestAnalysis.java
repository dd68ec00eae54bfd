package io.github.tcib.size;

import io.github.tcib.oci.Digest;
import io.github.tcib.size.ImageForest.Image;
import io.github.tcib.size.layer.ImageStore;
import io.github.tcib.size.layer.StoredLayer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Measures a set of images by their manifests alone: packed sizes, and who shares what. */
public final class ManifestAnalysis {

    private final ImageStore store;
    private final List<SizeProblem> problems = new ArrayList<>();

    /** @param store one that tells the packed size of every layer, as a registry does */
    public ManifestAnalysis(ImageStore store) {
        this.store = store;
    }

    /**
     * Measures the images. To be called once.
     *
     * @throws IOException when the thread is interrupted; images that cannot be read are told as problems
     */
    public Measured run(List<ImageRequest> requests) throws IOException {
        ImageForest forest = ImageForest.read(requests, store, problems);
        Map<Digest, StoredLayer> stored = new LinkedHashMap<>();
        Map<Digest, Long> sizes = new HashMap<>();
        for (Image image : forest.inOrder()) {
            for (StoredLayer layer : image.stored().layers()) {
                if (stored.putIfAbsent(layer.diffId(), layer) == null) {
                    sizes.put(layer.diffId(), packedBytesOf(layer));
                }
            }
        }
        Map<Digest, List<String>> users = forest.users();
        LayerShares packed = new LayerShares(users, sizes);
        List<ImageFigures> figures = forest.inOrder().stream()
                .map(image -> figuresOf(image, forest, packed))
                .toList();
        List<LayerFigures> layers = stored.values().stream()
                .map(layer -> new LayerFigures(
                        layer.diffId(),
                        OptionalLong.empty(),
                        packedBytesOf(layer),
                        users.getOrDefault(layer.diffId(), List.of()).size(),
                        layer.createdBy()))
                .toList();
        return new Measured(
                new SetFigures(
                        (int) figures.stream()
                                .filter(image -> !image.external())
                                .count(),
                        layers.size(),
                        Optional.empty(),
                        packed.sums(forest.inOrder())),
                figures,
                layers,
                new Siblings(0, List.of(), 0, List.of()),
                problems);
    }

    private static long packedBytesOf(StoredLayer layer) {
        return layer.packedBytes()
                .orElseThrow(() -> new IllegalStateException("a manifest tells the size of layer " + layer.diffId()));
    }

    private static ImageFigures figuresOf(Image image, ImageForest forest, LayerShares packed) {
        List<Digest> all = image.diffIds();
        Optional<Image> parent = forest.parentOf(image);
        return new ImageFigures(
                image.name(),
                image.stored().reference(),
                image.stored().digest(),
                parent.map(Image::name),
                image.external(),
                all,
                all.size() - parent.map(one -> one.diffIds().size()).orElse(0),
                Optional.empty(),
                packed.of(image, forest.ownLayersOf(image)),
                forest.dependentsOf(image),
                new PackageFigures(PackageFigures.Status.NOT_READ, "only the manifest was read, no layer", List.of()),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new TreeMap<>());
    }
}

package io.github.tcib.size;

import io.github.tcib.oci.Digest;
import io.github.tcib.size.ImageForest.Image;
import io.github.tcib.size.layer.ImageStore;
import io.github.tcib.size.layer.LayerContents;
import io.github.tcib.size.layer.LayerLibrary;
import io.github.tcib.size.layer.LayerReading;
import io.github.tcib.size.layer.StoredLayer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Measures a set of images: reads their layers, sees each image on top of its parent, and adds up. */
public final class TreeAnalysis {

    private static final int MOST_FORBIDDEN = 20;

    private final ImageStore store;
    private final LayerLibrary library;
    private final SizeSettings settings;

    private final List<SizeProblem> problems = new ArrayList<>();
    private final SiblingFinder siblings = new SiblingFinder();
    private final List<ImageFigures> figures = new ArrayList<>();
    private final Map<Digest, StoredLayer> stored = new LinkedHashMap<>();
    private long wasteBytes;

    public TreeAnalysis(ImageStore store, LayerLibrary library, SizeSettings settings) {
        this.store = store;
        this.library = library;
        this.settings = settings;
    }

    /**
     * Measures the images. To be called once.
     *
     * @throws IOException when the thread is interrupted or the scratch directory cannot be written; images and layers that
     *     cannot be read are told as problems
     */
    public Measured run(List<ImageRequest> requests) throws IOException {
        ImageForest forest = ImageForest.read(requests, store, problems);
        for (Image image : forest.inOrder()) {
            image.stored().layers().forEach(layer -> stored.putIfAbsent(layer.diffId(), layer));
        }
        Map<Digest, LayerReading> readings = library.read(List.copyOf(stored.values()));
        LayerSums sums = new LayerSums(forest, readings);
        tellUnread(readings, sums);
        for (Image root : forest.childrenOf(Optional.empty())) {
            measure(root, Optional.empty(), ImageView.empty(), forest, sums);
        }
        List<LayerFigures> layers = sums.layers(stored);
        return new Measured(
                new SetFigures(
                        (int) figures.stream()
                                .filter(image -> !image.external())
                                .count(),
                        layers.size(),
                        Optional.of(new SetFigures.Unpacked(sums.unpacked().sums(forest.inOrder()), wasteBytes)),
                        sums.packed().sums(forest.inOrder())),
                figures,
                layers,
                siblings.find(),
                problems);
    }

    private void tellUnread(Map<Digest, LayerReading> readings, LayerSums sums) {
        for (LayerReading reading : readings.values()) {
            if (reading instanceof LayerReading.Unknown unknown) {
                List<String> users = sums.usersOf(unknown.diffId());
                String message =
                        "layer " + unknown.diffId() + " of " + users.get(0) + (users.size() > 1 ? " and others" : "")
                                + " cannot be read, only its size counts: " + unknown.reason();
                problems.add(unknown.foreign() ? SizeProblem.warning(message) : SizeProblem.failure(message));
            }
        }
    }

    private void measure(Image image, Optional<Image> parent, ImageView below, ImageForest forest, LayerSums sums)
            throws IOException {
        List<Digest> inherited = parent.map(Image::diffIds).orElse(List.of());
        List<Digest> all = image.diffIds();
        List<Digest> ownOnce = forest.ownLayersOf(image);
        ImageView view = below.with(contentsOf(all.subList(inherited.size(), all.size()), sums), library, stored);
        String family = parent.map(Image::name).orElse("");
        siblings.addImage(family);

        OwnLayers accounts = new OwnLayers(below, view);
        for (Digest layer : ownOnce) {
            Optional<LayerReading.Known> known = sums.contentsOf(layer);
            if (known.isPresent()) {
                accounts.addOwn(
                        known.get().contents(),
                        file -> siblings.addFile(family, image.name(), file.path(), file.size(), file.hash()));
            } else {
                accounts.addNotRead(sums.unpacked().sumOf(List.of(layer)));
            }
        }
        List<LayerContents> carried = contentsOf(List.copyOf(new LinkedHashSet<>(inherited)), sums);
        carried.forEach(accounts::addInherited);
        PackageFigures packages = packagesOf(image, below, view, family);

        ImageFigures.Shares shares = sums.unpacked().of(image, ownOnce);
        long overhead = 0;
        long contents = 0;
        for (LayerContents layer : contentsOf(List.copyOf(new LinkedHashSet<>(all)), sums)) {
            overhead += layer.overheadBytes();
            contents += layer.tarBytes() - layer.overheadBytes();
        }
        long waste = contents - view.shownBytes();
        wasteBytes += accounts.wasteBytes();
        figures.add(new ImageFigures(
                image.name(),
                image.stored().reference(),
                image.stored().digest(),
                parent.map(Image::name),
                image.external(),
                all,
                all.size() - inherited.size(),
                Optional.of(new ImageFigures.Bytes(
                        shares.all(),
                        shares.own(),
                        shares.unique(),
                        shares.amortised(),
                        accounts.wasteBytes(),
                        waste - accounts.wasteBytes(),
                        overhead,
                        shares.all() - overhead - contents)),
                sums.packed().of(image, ownOnce),
                forest.dependentsOf(image),
                packages,
                accounts.owners(),
                accounts.largestFiles(settings.largestFiles()),
                accounts.waste(),
                accounts.avoidable(),
                forbiddenIn(image, parent, below, view)));
        for (Image child : forest.childrenOf(Optional.of(image))) {
            measure(child, Optional.of(image), view, forest, sums);
        }
    }

    private static List<LayerContents> contentsOf(List<Digest> layers, LayerSums sums) {
        List<LayerContents> contents = new ArrayList<>();
        for (Digest layer : layers) {
            sums.contentsOf(layer).ifPresent(known -> contents.add(known.contents()));
        }
        return contents;
    }

    private PackageFigures packagesOf(Image image, ImageView below, ImageView view, String family) {
        PackageFigures packages = view.packages();
        if (packages.status() == PackageFigures.Status.UNREADABLE) {
            problems.add(
                    SizeProblem.warning(image.name() + ": no bytes are attributed to packages: " + packages.reason()));
        }
        for (OwnerBytes installed : packages.installed()) {
            if (!below.owners().packages().contains(installed.owner())) {
                siblings.addPackage(family, image.name(), installed.owner(), installed.bytes());
            }
        }
        return packages;
    }

    /** What a parent shows under the same rule is the parent's breach. */
    private SortedMap<String, List<String>> forbiddenIn(
            Image image, Optional<Image> parent, ImageView below, ImageView view) {
        SortedMap<String, List<String>> found = new TreeMap<>();
        for (SizeSettings.Forbidden forbidden : settings.forbidden()) {
            boolean concernsParent = parent.filter(one -> !one.external() && forbidden.concerns(one.name()))
                    .isPresent();
            if (!image.external() && forbidden.concerns(image.name())) {
                List<String> paths = new ArrayList<>();
                view.tree().forEach((path, node) -> {
                    if (forbidden.path().matches(path)
                            && !(concernsParent && below.tree().at(path).isPresent())) {
                        paths.add(path);
                    }
                });
                paths.sort(null);
                if (!paths.isEmpty()) {
                    found.put(forbidden.path().toString(), paths.subList(0, Math.min(MOST_FORBIDDEN, paths.size())));
                }
            }
        }
        return found;
    }
}

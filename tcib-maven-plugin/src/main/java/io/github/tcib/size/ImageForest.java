package io.github.tcib.size;

import io.github.tcib.file.FileFault;
import io.github.tcib.oci.Digest;
import io.github.tcib.size.layer.ImageStore;
import io.github.tcib.size.layer.StoredImage;
import io.github.tcib.size.layer.StoredLayer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which image is built on which: an image is another's parent if its layers are the start of the other's and no third image
 * comes between. Layers tell that also for images of which nobody knows how they were built.
 */
final class ImageForest {

    private final Map<String, Image> images = new TreeMap<>();
    private final Map<String, String> parents = new TreeMap<>();

    /** An image with what is known of it. */
    record Image(String name, boolean external, Optional<String> declaredParent, StoredImage stored) {

        List<Digest> diffIds() {
            return stored.layers().stream().map(StoredLayer::diffId).toList();
        }
    }

    private ImageForest() {}

    /**
     * Finds the images in a store, and those of the same store that they are built on.
     *
     * @param problems gets what was not found
     */
    static ImageForest read(List<ImageRequest> requests, ImageStore store, List<SizeProblem> problems)
            throws IOException {
        ImageForest forest = new ImageForest();
        Set<String> references = new HashSet<>();
        for (ImageRequest request : requests) {
            references.add(request.reference());
            Optional<StoredImage> found = find(request, store, problems);
            found.ifPresent(image ->
                    forest.images.put(request.name(), new Image(request.name(), false, request.parent(), image)));
        }
        for (ImageRequest request : requests) {
            if (request.parent().isPresent() && references.add(request.parent().get())) {
                forest.addExternal(request.parent().get(), store);
            }
        }
        forest.link();
        return forest;
    }

    private static Optional<StoredImage> find(ImageRequest request, ImageStore store, List<SizeProblem> problems) {
        try {
            Optional<StoredImage> found = store.find(request.reference());
            if (found.isEmpty()) {
                problems.add(SizeProblem.failure(request.name() + ": " + request.reference() + " is not in "
                        + store.description() + "; " + store.remedy()));
            } else if (found.get().layers().isEmpty()) {
                problems.add(SizeProblem.warning(request.name() + ": the image has no layers"));
            }
            return found;
        } catch (IOException e) {
            problems.add(SizeProblem.failure(request.name() + ": " + request.reference() + " in " + store.description()
                    + " cannot be read: " + FileFault.reasonOf(e)));
            return Optional.empty();
        }
    }

    /** A base image may be gone from the store, or be a name that other stores complete; the tree is whole without it. */
    private void addExternal(String reference, ImageStore store) {
        try {
            store.find(reference)
                    .ifPresent(image -> images.put(reference, new Image(reference, true, Optional.empty(), image)));
        } catch (IOException e) {
            images.remove(reference);
        }
    }

    private void link() {
        for (Image child : images.values()) {
            images.values().stream()
                    .filter(parent -> isParent(parent, child))
                    .max(Comparator.comparingInt(
                                    (Image parent) -> parent.diffIds().size())
                            .thenComparing(parent -> isDeclared(parent, child))
                            .thenComparing(Image::name, Comparator.reverseOrder()))
                    .ifPresent(parent -> parents.put(child.name(), parent.name()));
        }
        // what nothing is built on after all, such as a base that was pulled again since
        images.values().removeIf(image -> image.external() && !parents.containsValue(image.name()));
    }

    private static boolean isParent(Image parent, Image child) {
        List<Digest> lower = parent.diffIds();
        List<Digest> all = child.diffIds();
        if (parent.name().equals(child.name()) || child.external() || lower.isEmpty() || lower.size() > all.size()) {
            return false;
        }
        // images with the same layers are only what was declared, else each would be the other's parent
        boolean isMore = lower.size() < all.size() || (isDeclared(parent, child) && !isDeclared(child, parent));
        return isMore && all.subList(0, lower.size()).equals(lower);
    }

    private static boolean isDeclared(Image parent, Image child) {
        return child.declaredParent()
                .filter(reference -> reference.equals(parent.stored().reference()))
                .isPresent();
    }

    Optional<Image> parentOf(Image image) {
        return Optional.ofNullable(parents.get(image.name())).flatMap(name -> Optional.ofNullable(images.get(name)));
    }

    /** The images without a parent, or the children of one, by name. */
    List<Image> childrenOf(Optional<Image> parent) {
        return images.values().stream()
                .filter(image -> parentOf(image).map(Image::name).equals(parent.map(Image::name)))
                .toList();
    }

    /** All images, parents before children. */
    List<Image> inOrder() {
        List<Image> ordered = new ArrayList<>();
        addBelow(Optional.empty(), ordered);
        return ordered;
    }

    private void addBelow(Optional<Image> parent, List<Image> ordered) {
        for (Image child : childrenOf(parent)) {
            ordered.add(child);
            addBelow(Optional.of(child), ordered);
        }
    }

    /** The layers that an image adds to its parent, each once. */
    List<Digest> ownLayersOf(Image image) {
        List<Digest> inherited = parentOf(image).map(Image::diffIds).orElse(List.of());
        Set<Digest> own = new LinkedHashSet<>(
                image.diffIds().subList(inherited.size(), image.diffIds().size()));
        inherited.forEach(own::remove);
        return List.copyOf(own);
    }

    /** How many images of the set are built on one, directly or not. */
    int dependentsOf(Image image) {
        return childrenOf(Optional.of(image)).stream()
                .mapToInt(child -> 1 + dependentsOf(child))
                .sum();
    }

    /** Each layer with the names of the images of the set that have it, in the order of the images. */
    Map<Digest, List<String>> users() {
        Map<Digest, List<String>> users = new LinkedHashMap<>();
        for (Image image : inOrder()) {
            for (Digest layer : new HashSet<>(image.diffIds())) {
                List<String> names = users.computeIfAbsent(layer, id -> new ArrayList<>());
                if (!image.external()) {
                    names.add(image.name());
                }
            }
        }
        return users;
    }
}

package io.github.tcib.model;

import static java.util.stream.Collectors.joining;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Images by name and the order in which they can be built: a parent always comes before its children. */
public final class ImageGraph {

    private final Map<ImageName, ImageDefinition> inOrder;
    private final Map<ImageName, SortedSet<ImageName>> children;

    private ImageGraph(Map<ImageName, ImageDefinition> inOrder, Map<ImageName, SortedSet<ImageName>> children) {
        this.inOrder = Collections.unmodifiableMap(inOrder);
        this.children = children;
    }

    /**
     * Makes the graph of some images.
     *
     * @throws IllegalArgumentException when two have one name, a parent in the tree is not among them, or they form a cycle
     */
    public static ImageGraph of(Collection<ImageDefinition> images) {
        Map<ImageName, ImageDefinition> byName = new TreeMap<>();
        for (ImageDefinition image : images) {
            if (byName.put(image.name(), image) != null) {
                throw new IllegalArgumentException("two images have the name '" + image.name() + "'");
            }
        }
        Map<ImageName, SortedSet<ImageName>> children = new TreeMap<>();
        byName.keySet().forEach(name -> children.put(name, new TreeSet<>()));
        Deque<ImageName> ready = new ArrayDeque<>();
        for (ImageDefinition image : byName.values()) {
            Optional<ImageName> parent = parentIn(image);
            if (parent.isEmpty()) {
                ready.add(image.name());
            } else if (byName.containsKey(parent.get())) {
                siblings(children, parent.get()).add(image.name());
            } else {
                throw new IllegalArgumentException(
                        "the parent '" + parent.get() + "' of image '" + image.name() + "' is not in the tree");
            }
        }
        Map<ImageName, ImageDefinition> inOrder = new LinkedHashMap<>();
        while (!ready.isEmpty()) {
            ImageName next = ready.remove();
            inOrder.put(next, require(byName, next));
            ready.addAll(siblings(children, next));
        }
        if (inOrder.size() < byName.size()) {
            throw new IllegalArgumentException("images are their own ancestors: "
                    + byName.keySet().stream()
                            .filter(name -> !inOrder.containsKey(name))
                            .map(ImageName::value)
                            .collect(joining(", ")));
        }
        return new ImageGraph(inOrder, children);
    }

    /** All images, parents before children; images of one depth in the order of their names. */
    public List<ImageDefinition> images() {
        return List.copyOf(inOrder.values());
    }

    public boolean contains(ImageName name) {
        return inOrder.containsKey(name);
    }

    /** @throws IllegalArgumentException when there is no image of that name */
    public ImageDefinition image(ImageName name) {
        return require(inOrder, name);
    }

    /** The parent of an image when it is an image of the tree. */
    public Optional<ImageName> parentOf(ImageName name) {
        return parentIn(image(name));
    }

    /** The images built directly on this one, by name. */
    public SortedSet<ImageName> childrenOf(ImageName name) {
        return Collections.unmodifiableSortedSet(siblings(children, image(name).name()));
    }

    /** The parents of an image up to the base, nearest first. */
    public List<ImageName> ancestorsOf(ImageName name) {
        List<ImageName> ancestors = new ArrayList<>();
        for (Optional<ImageName> up = parentOf(name); up.isPresent(); up = parentOf(up.get())) {
            ancestors.add(up.get());
        }
        return List.copyOf(ancestors);
    }

    /** Everything built on an image, directly or not, parents before children. */
    public Set<ImageName> descendantsOf(ImageName name) {
        Set<ImageName> found = new LinkedHashSet<>();
        Deque<ImageName> open = new ArrayDeque<>(childrenOf(name));
        while (!open.isEmpty()) {
            ImageName next = open.remove();
            found.add(next);
            open.addAll(childrenOf(next));
        }
        return Collections.unmodifiableSet(found);
    }

    private static Optional<ImageName> parentIn(ImageDefinition image) {
        return image.parent() instanceof Parent.InTree inTree ? Optional.of(inTree.image()) : Optional.empty();
    }

    private static SortedSet<ImageName> siblings(Map<ImageName, SortedSet<ImageName>> children, ImageName parent) {
        SortedSet<ImageName> found = children.get(parent);
        return found == null ? Collections.emptySortedSet() : found;
    }

    private static ImageDefinition require(Map<ImageName, ImageDefinition> images, ImageName name) {
        ImageDefinition image = images.get(name);
        if (image == null) {
            throw new IllegalArgumentException("there is no image '" + name + "'");
        }
        return image;
    }
}

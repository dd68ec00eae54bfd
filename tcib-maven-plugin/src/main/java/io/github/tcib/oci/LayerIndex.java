package io.github.tcib.oci;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** What one layer says of each path: its files, and what it hides of the layers below (OCI image-spec 1.1, layer.md). */
final class LayerIndex {

    private static final String WHITEOUT = ".wh.";
    private static final String OPAQUE = ".wh..wh..opq";
    private static final Attributes UNDESCRIBED = Attributes.ofNewDirectory(0, 0);

    /** Of all paths of directories together: deep ones have a path for each of their parts. */
    private static final int MOST_DIRECTORIES = 64 << 20;

    private final Map<String, Node> nodes = new HashMap<>();
    private final Set<String> implied = new HashSet<>();
    private final Set<String> whiteouts = new HashSet<>();
    private final Set<String> opaque = new HashSet<>();

    private long left = MOST_DIRECTORIES;

    private LayerIndex() {}

    /**
     * Reads all entries of a layer.
     *
     * @param contents makes the content of a file of its path and size
     */
    static LayerIndex read(TarReader tar, BiFunction<String, Long, Content> contents) throws IOException {
        LayerIndex index = new LayerIndex();
        for (Optional<TarEntry> next = tar.next(); next.isPresent(); next = tar.next()) {
            index.add(next.get(), contents);
        }
        return index;
    }

    /** The index of a layer that was written from a draft. */
    static LayerIndex of(LayerDraft draft, BiFunction<String, Long, Content> contents) {
        LayerIndex index = new LayerIndex();
        IdentityHashMap<Node.File, Node.File> stored = new IdentityHashMap<>();
        draft.nodes().forEach((path, node) -> {
            index.imply(RootPath.parentOf(path));
            Node kept = node instanceof Node.File file
                    ? stored.computeIfAbsent(
                            file,
                            first -> new Node.File(
                                    file.attributes(),
                                    contents.apply(path, file.content().size())))
                    : node;
            index.nodes.put(path, kept);
        });
        index.whiteouts.addAll(draft.whiteouts());
        index.opaque.addAll(draft.opaque());
        return index;
    }

    private void add(TarEntry entry, BiFunction<String, Long, Content> contents) throws OciException {
        String path = RootPath.of(entry.name());
        String name = RootPath.nameOf(path);
        String parent = RootPath.parentOf(path);
        imply(parent);
        if (left < 0) {
            throw new OciException("a layer has directories in directories with paths of more than " + MOST_DIRECTORIES
                    + " characters in all, which is the limit");
        }
        if (name.equals(OPAQUE)) {
            opaque.add(parent);
        } else if (name.startsWith(WHITEOUT)) {
            whiteouts.add(RootPath.join(parent, name.substring(WHITEOUT.length())));
        } else {
            nodes.put(
                    path,
                    switch (entry.kind()) {
                        case FILE -> new Node.File(entry.attributes(), contents.apply(path, entry.size()));
                        case HARD_LINK -> linked(path, RootPath.of(entry.linkTarget()));
                        default -> entry.node();
                    });
        }
    }

    private Node linked(String path, String target) throws OciException {
        Node node = nodes.get(target);
        if (node == null) {
            throw new OciException(
                    "the layer's hard link '" + path + "' points to '" + target + "', which is not in it");
        }
        return node;
    }

    private void imply(String directory) {
        String path = directory;
        while (implied.add(path) && !path.isEmpty()) {
            left -= path.length();
            path = RootPath.parentOf(path);
        }
    }

    Optional<Node> at(String path) {
        return Optional.ofNullable(nodes.get(path));
    }

    /** A directory that the layer only has files in; what it is like, a lower layer says, if any. */
    Optional<Node> impliedAt(String path) {
        return implied.contains(path) ? Optional.of(new Node.Directory(UNDESCRIBED)) : Optional.empty();
    }

    /** Whether lower layers do not count for a path. */
    boolean hides(String path) {
        if (whiteouts.contains(path)) {
            return true;
        }
        String above = path;
        while (!above.isEmpty()) {
            above = RootPath.parentOf(above);
            Node node = nodes.get(above);
            if (whiteouts.contains(above)
                    || opaque.contains(above)
                    || (node != null && !(node instanceof Node.Directory))) {
                return true;
            }
        }
        return false;
    }
}

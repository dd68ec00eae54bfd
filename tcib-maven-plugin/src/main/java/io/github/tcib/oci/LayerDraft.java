package io.github.tcib.oci;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a new layer is to hold.
 *
 * @param nodes by plain path
 * @param whiteouts paths of lower layers that are gone
 * @param opaque directories of which nothing is taken from lower layers
 */
public record LayerDraft(SortedMap<String, Node> nodes, SortedSet<String> whiteouts, SortedSet<String> opaque) {

    public LayerDraft {
        nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
        whiteouts = Collections.unmodifiableSortedSet(new TreeSet<>(whiteouts));
        opaque = Collections.unmodifiableSortedSet(new TreeSet<>(opaque));
    }

    /** A layer that only adds and replaces. */
    public static LayerDraft of(Map<String, Node> nodes) {
        return new LayerDraft(new TreeMap<>(nodes), new TreeSet<>(), new TreeSet<>());
    }

    /** Whether the layer would change nothing. */
    public boolean isEmpty() {
        return nodes.isEmpty() && whiteouts.isEmpty() && opaque.isEmpty();
    }

    /**
     * The same with every directory above its paths: a tool that unpacks layers one by one would otherwise make up mode and
     * owner. A directory that the lower layers do not have gets mode 0755 and root as its owner.
     *
     * @throws IOException when a lower layer cannot be read
     */
    public LayerDraft withParents(RootFilesystem lower) throws IOException {
        SortedMap<String, Node> complete = new TreeMap<>(nodes);
        for (Set<String> paths : List.of(nodes.keySet(), whiteouts, opaque)) {
            for (String path : paths) {
                addParents(path, complete, lower);
            }
        }
        return new LayerDraft(complete, whiteouts, opaque);
    }

    private static void addParents(String path, SortedMap<String, Node> complete, RootFilesystem lower)
            throws IOException {
        String parent = RootPath.parentOf(path);
        while (!parent.isEmpty() && !complete.containsKey(parent)) {
            Node known = lower.lookup(parent)
                    .filter(Node.Directory.class::isInstance)
                    .orElse(new Node.Directory(Attributes.ofNewDirectory(0, 0)));
            complete.put(parent, known);
            parent = RootPath.parentOf(parent);
        }
    }
}

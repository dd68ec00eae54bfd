package io.github.tcib.build.jib;

import io.github.tcib.oci.Attributes;
import io.github.tcib.oci.LayerDraft;
import io.github.tcib.oci.Node;
import io.github.tcib.oci.RootFilesystem;
import io.github.tcib.oci.RootPath;
import java.io.IOException;
import java.util.HashSet;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The root filesystem of an image while it is built: what the instructions have placed, over what the parent has. */
final class RootChanges implements RootFilesystem {

    private final RootFilesystem lower;
    private final NavigableMap<String, Node> nodes = new TreeMap<>();
    /** Paths whose lower content, with all below, is gone. */
    private final Set<String> removed = new HashSet<>();

    RootChanges(RootFilesystem lower) {
        this.lower = lower;
    }

    @Override
    public Optional<Node> lookup(String path) throws IOException {
        Node placed = nodes.get(path);
        if (placed != null) {
            return Optional.of(placed);
        }
        if (path.isEmpty()) {
            return Optional.of(lower.lookup(path).orElse(new Node.Directory(Attributes.ofNewDirectory(0, 0))));
        }
        return isHidden(path) ? Optional.empty() : lower.lookup(path);
    }

    /** Whether a directory stands at a path. */
    boolean isDirectory(String path) throws IOException {
        return lookup(path).filter(Node.Directory.class::isInstance).isPresent();
    }

    /**
     * Puts something at a path whose parent is a directory. A directory on a directory changes its mode and owner and keeps
     * what is in it; in every other case what stood there goes, a directory with all it holds.
     */
    void place(String path, Node node) throws IOException {
        Optional<Node> present = lookup(path);
        if (present.isPresent()
                && present.get() instanceof Node.Directory before
                && node instanceof Node.Directory after) {
            nodes.put(path, new Node.Directory(withXattrsOf(before.attributes(), after.attributes())));
            return;
        }
        if (present.isPresent()) {
            remove(path);
        }
        nodes.put(path, node);
    }

    /**
     * Makes a directory and those above it that are missing, with mode 0755.
     *
     * @param path plain and without symbolic links
     * @throws InstructionException when something that is no directory stands in the way
     */
    void makeDirectories(String path, Owner owner) throws IOException, InstructionException {
        String made = RootPath.ROOT;
        for (String part : path.split("/", -1)) {
            made = RootPath.join(made, part);
            Optional<Node> present = lookup(made);
            if (present.isEmpty()) {
                nodes.put(made, new Node.Directory(Attributes.ofNewDirectory(owner.uid(), owner.gid())));
            } else if (!(present.get() instanceof Node.Directory)) {
                throw new InstructionException("'/" + made + "' is in the image already and is not a directory");
            }
        }
    }

    /**
     * Makes a hard link. As buildah does, the link's mode and owner become those of all its names.
     *
     * @param target a path at which a file stands
     */
    void link(String target, String path, Attributes attributes) throws IOException {
        if (!(lookup(target).orElseThrow() instanceof Node.File file)) {
            throw new IllegalArgumentException("'" + target + "' is not a file");
        }
        Attributes before = file.attributes();
        boolean same = before.mode() == attributes.mode()
                && before.uid() == attributes.uid()
                && before.gid() == attributes.gid();
        Node.File shared = same ? file : new Node.File(withXattrsOf(before, attributes), file.content());
        if (!same) {
            nodes.replaceAll((name, node) -> node == file ? shared : node);
        }
        nodes.put(target, shared);
        if (!path.equals(target)) {
            place(path, shared);
        }
    }

    /** What goes into the layer, complete with directories. */
    LayerDraft draft() throws IOException {
        TreeSet<String> opaque = new TreeSet<>();
        for (String path : removed) {
            if (nodes.get(path) instanceof Node.Directory
                    && lower.lookup(path)
                            .filter(Node.Directory.class::isInstance)
                            .isPresent()) {
                opaque.add(path);
            }
        }
        return new LayerDraft(nodes, new TreeSet<>(), opaque).withParents(lower);
    }

    private void remove(String path) throws IOException {
        nodes.remove(path);
        nodes.subMap(path + "/", path + (char) ('/' + 1)).clear();
        if (lower.lookup(path).isPresent()) {
            removed.add(path);
        }
    }

    private boolean isHidden(String path) {
        if (removed.contains(path)) {
            return true;
        }
        String above = path;
        while (!above.isEmpty()) {
            above = RootPath.parentOf(above);
            Node placed = nodes.get(above);
            if (removed.contains(above) || (placed != null && !(placed instanceof Node.Directory))) {
                return true;
            }
        }
        return false;
    }

    private static Attributes withXattrsOf(Attributes before, Attributes after) {
        SortedMap<String, byte[]> xattrs = new TreeMap<>(before.xattrs());
        xattrs.putAll(after.xattrs());
        return new Attributes(after.mode(), after.uid(), after.gid(), xattrs);
    }
}

package io.github.tcib.size;

import io.github.tcib.oci.RootPath;
import io.github.tcib.size.layer.LayerContents;
import io.github.tcib.size.layer.LayerEntry;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * What a stack of layers shows, by the rules of OCI image-spec 1.1, layer.md. Immutable: a layer makes a new tree that shares
 * every directory the layer leaves alone, so that a hundred images on one base cost little more than the base.
 */
final class FileTree {

    private static final int MOST_SYMLINKS = 40;

    private final Directory root;

    private FileTree(Directory root) {
        this.root = root;
    }

    static FileTree empty() {
        return new FileTree(new Directory(new Object()));
    }

    /** What stands at a path. */
    sealed interface Node {}

    /** A name of a file: all names of one file have the same entry of the same layer. */
    record File(LayerContents layer, LayerEntry.File entry) implements Node {}

    record Symlink(String target) implements Node {}

    record Special() implements Node {}

    static final class Directory implements Node {

        private final Map<String, Node> children;
        /** Who may change the directory: the one layer that made it, while it is applied. */
        private final Object editor;

        private Directory(Object editor) {
            this(editor, new HashMap<>());
        }

        private Directory(Object editor, Map<String, Node> children) {
            this.editor = editor;
            this.children = children;
        }
    }

    /** The tree with one more layer on top. */
    FileTree with(LayerContents layer) {
        Edit edit = new Edit(root, layer);
        edit.apply();
        return new FileTree(edit.root);
    }

    /** What stands at a path; symbolic links are not followed. */
    Optional<Node> at(String path) {
        Node node = root;
        for (String part : partsOf(path)) {
            if (!(node instanceof Directory directory)) {
                return Optional.empty();
            }
            Node child = directory.children.get(part);
            if (child == null) {
                return Optional.empty();
            }
            node = child;
        }
        return Optional.of(node);
    }

    Optional<File> fileAt(String path) {
        return at(path).filter(File.class::isInstance).map(File.class::cast);
    }

    /** Where a directory really is when symbolic links on the way are followed; itself when it leads nowhere. */
    String resolved(String directory) {
        String left = directory;
        String done = "";
        for (int links = 0; !left.isEmpty(); ) {
            int slash = left.indexOf('/');
            String part = slash < 0 ? left : left.substring(0, slash);
            left = slash < 0 ? "" : left.substring(slash + 1);
            String next = RootPath.of(RootPath.join(done, part));
            if (at(next).orElse(null) instanceof Symlink link) {
                if (++links > MOST_SYMLINKS) {
                    return directory;
                }
                String target = link.target().startsWith("/") ? link.target() : RootPath.join(done, link.target());
                left = RootPath.join(RootPath.of(target), left);
                done = "";
            } else {
                done = next;
            }
        }
        return done;
    }

    /** Hands over every path but the root's, in no order. */
    void forEach(BiConsumer<String, Node> action) {
        forEach(root, "", action);
    }

    private static void forEach(Directory directory, String path, BiConsumer<String, Node> action) {
        directory.children.forEach((name, node) -> {
            String here = RootPath.join(path, name);
            action.accept(here, node);
            if (node instanceof Directory inner) {
                forEach(inner, here, action);
            }
        });
    }

    private static String[] partsOf(String path) {
        return path.isEmpty() ? new String[0] : path.split("/", -1);
    }

    /** A layer being applied: directories are copied when they are first changed. */
    private static final class Edit {

        private final Object editor = new Object();
        private final LayerContents layer;
        private Directory root;

        Edit(Directory lower, LayerContents layer) {
            this.layer = layer;
            this.root = lower;
        }

        void apply() {
            // what a layer hides are the layers below, never its own entries, wherever the marks stand in the tar file
            for (LayerEntry entry : layer.entries()) {
                if (entry instanceof LayerEntry.Whiteout whiteout) {
                    remove(whiteout.path());
                } else if (entry instanceof LayerEntry.OpaqueDirectory opaque) {
                    clear(opaque.path());
                }
            }
            for (LayerEntry entry : layer.entries()) {
                add(entry);
            }
        }

        private void add(LayerEntry entry) {
            if (entry instanceof LayerEntry.File file) {
                put(file.path(), new File(layer, file));
            } else if (entry instanceof LayerEntry.HardLink link) {
                if (new FileTree(root).at(link.target()).orElse(null) instanceof File file) {
                    put(link.path(), file);
                }
            } else if (entry instanceof LayerEntry.Symlink link) {
                put(link.path(), new Symlink(link.target()));
            } else if (entry instanceof LayerEntry.Special special) {
                put(special.path(), new Special());
            } else if (entry instanceof LayerEntry.Directory directory) {
                ownDirectory(directory.path());
            }
        }

        private void put(String path, Node node) {
            if (!path.isEmpty()) {
                ownDirectory(RootPath.parentOf(path)).children.put(RootPath.nameOf(path), node);
            }
        }

        private void remove(String path) {
            if (new FileTree(root).at(path).isPresent()) {
                ownDirectory(RootPath.parentOf(path)).children.remove(RootPath.nameOf(path));
            }
        }

        private void clear(String path) {
            if (new FileTree(root).at(path).orElse(null) instanceof Directory) {
                ownDirectory(path).children.clear();
            }
        }

        /** The directory at a path, made if there is none, which takes the place of anything else. */
        private Directory ownDirectory(String path) {
            root = own(root);
            Directory directory = root;
            for (String part : partsOf(path)) {
                Directory child =
                        directory.children.get(part) instanceof Directory there ? own(there) : new Directory(editor);
                directory.children.put(part, child);
                directory = child;
            }
            return directory;
        }

        private Directory own(Directory directory) {
            return directory.editor == editor ? directory : new Directory(editor, new HashMap<>(directory.children));
        }
    }
}

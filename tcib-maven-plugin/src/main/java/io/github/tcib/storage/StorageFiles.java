package io.github.tcib.storage;

import io.github.tcib.oci.Attributes;
import io.github.tcib.oci.Content;
import io.github.tcib.oci.Node;
import io.github.tcib.oci.RootFilesystem;
import io.github.tcib.oci.RootPath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files of an image of a store, looked up in the directories of its layers. What a layer takes away is a device with the
 * number 0 (Linux, overlayfs.rst, whiteouts), or a file named as in layers (fuse-overlayfs). That a directory hides the one below
 * is kept where Java cannot read it, unless it is written as in layers: files below a directory that a layer made anew may still show.
 */
public final class StorageFiles implements RootFilesystem {

    private static final String WHITEOUT = ".wh.";
    private static final String OPAQUE = ".wh..wh..opq";
    private static final long NO_DEVICE = 0;

    private final List<Path> topFirst;

    private StorageFiles(List<Path> topFirst) {
        this.topFirst = List.copyOf(topFirst);
    }

    /** The files of an image; empty when its layers are not kept apart. */
    public static Optional<StorageFiles> of(StorageImage image) {
        List<Path> directories = new ArrayList<>();
        for (StorageLayer layer : image.layers()) {
            if (layer.files().isEmpty()) {
                return Optional.empty();
            }
            directories.add(layer.files().get());
        }
        Collections.reverse(directories);
        return Optional.of(new StorageFiles(directories));
    }

    @Override
    public Optional<Node> lookup(String path) throws IOException {
        for (Path layer : topFirst) {
            Found found = find(layer, path);
            if (found.node().isPresent()) {
                return found.node();
            }
            if (found.hides()) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /**
     * What one layer says of a path.
     *
     * @param hides whether lower layers do not count
     */
    private record Found(Optional<Node> node, boolean hides) {

        static final Found NOTHING = new Found(Optional.empty(), false);
        static final Found HIDDEN = new Found(Optional.empty(), true);
    }

    private static Found find(Path layer, String path) throws IOException {
        boolean opaque = false;
        String[] names = path.split("/", -1);
        String sofar = RootPath.ROOT;
        for (int i = 0; i < names.length; i++) {
            Path directory = layer.resolve(sofar);
            opaque |= Files.exists(directory.resolve(OPAQUE), LinkOption.NOFOLLOW_LINKS);
            if (Files.exists(directory.resolve(WHITEOUT + names[i]), LinkOption.NOFOLLOW_LINKS)) {
                return Found.HIDDEN;
            }
            sofar = RootPath.join(sofar, names[i]);
            Optional<Node> node = read(layer.resolve(sofar));
            if (node.isEmpty()) {
                return opaque ? Found.HIDDEN : Found.NOTHING;
            }
            if (node.get() instanceof Node.Special device && device.major() == NO_DEVICE) {
                return Found.HIDDEN;
            }
            if (i == names.length - 1) {
                return new Found(node, true);
            }
            if (!(node.get() instanceof Node.Directory)) {
                return Found.HIDDEN;
            }
        }
        return Found.NOTHING;
    }

    private static Optional<Node> read(Path file) throws IOException {
        Map<String, Object> facts;
        try {
            facts = Files.readAttributes(file, "unix:*", LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        Attributes attributes = new Attributes(
                (int) number(facts, "mode") & Attributes.MODE_BITS, number(facts, "uid"), number(facts, "gid"));
        if (Boolean.TRUE.equals(facts.get("isRegularFile"))) {
            return Optional.of(new Node.File(attributes, new StoredFile(file, number(facts, "size"))));
        } else if (Boolean.TRUE.equals(facts.get("isDirectory"))) {
            return Optional.of(new Node.Directory(attributes));
        } else if (Boolean.TRUE.equals(facts.get("isSymbolicLink"))) {
            return Optional.of(
                    new Node.Symlink(attributes, Files.readSymbolicLink(file).toString()));
        }
        return Optional.of(new Node.Special(attributes, Node.Kind.CHARACTER_DEVICE, number(facts, "rdev"), 0));
    }

    private static long number(Map<String, Object> facts, String name) {
        return facts.get(name) instanceof Number number ? number.longValue() : 0;
    }

    /** The same for everyone who looks it up, so that nobody need read it twice. */
    private record StoredFile(Path file, long size) implements Content {

        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(file);
        }
    }
}

package io.github.tcib.build.jib;

import io.github.tcib.oci.Attributes;
import io.github.tcib.oci.Content;
import io.github.tcib.oci.Node;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes nodes of the context's files for one source: owner and mode as asked for, setuid and setgid dropped as buildah does,
 * hard links kept among the files of the source.
 */
final class ContextNodes {

    private static final int TYPE_BITS = 0170000;
    private static final int REGULAR = 0100000;
    private static final int DIRECTORY = 0040000;
    private static final int SYMLINK = 0120000;
    private static final int SETUID_AND_SETGID = 06000;
    private static final int SYMLINK_MODE = 0777;

    private final boolean hasXattrs;
    private final Owner owner;
    private final Optional<Integer> mode;
    private final Map<Object, Node.File> hardLinked = new HashMap<>();

    ContextNodes(boolean hasXattrs, Owner owner, Optional<Integer> mode) {
        this.hasXattrs = hasXattrs;
        this.owner = owner;
        this.mode = mode;
    }

    /**
     * The node of a file, links not followed.
     *
     * @throws InstructionException when it is a socket, device or pipe
     */
    Node read(Path file) throws IOException, InstructionException {
        Map<String, Object> stat =
                Files.readAttributes(file, "unix:mode,nlink,ino,dev,size", LinkOption.NOFOLLOW_LINKS);
        int bits = number(stat, "mode").intValue();
        return switch (bits & TYPE_BITS) {
            case REGULAR -> regular(file, bits, stat);
            case DIRECTORY -> new Node.Directory(attributes(file, bits));
            case SYMLINK ->
                new Node.Symlink(
                        new Attributes(SYMLINK_MODE, owner.uid(), owner.gid()),
                        Files.readSymbolicLink(file).toString());
            default ->
                throw new InstructionException(
                        "'" + file + "' is a " + kindOf(bits)
                                + "; only files, directories and links can be copied: remove it or name it in .containerignore");
        };
    }

    private Node.File regular(Path file, int bits, Map<String, Object> stat) throws IOException {
        boolean linked = number(stat, "nlink").longValue() > 1;
        Object inode = List.of(number(stat, "dev"), number(stat, "ino"));
        Node.File known = linked ? hardLinked.get(inode) : null;
        if (known != null) {
            return known;
        }
        Node.File node = new Node.File(
                attributes(file, bits),
                new FileContent(file, number(stat, "size").longValue()));
        if (linked) {
            hardLinked.put(inode, node);
        }
        return node;
    }

    private Attributes attributes(Path file, int bits) throws IOException {
        int kept = bits & Attributes.MODE_BITS & ~SETUID_AND_SETGID;
        return new Attributes(mode.orElse(kept), owner.uid(), owner.gid(), xattrs(file));
    }

    /** Java sees attributes of the namespace {@code user} only. */
    private SortedMap<String, byte[]> xattrs(Path file) throws IOException {
        SortedMap<String, byte[]> xattrs = new TreeMap<>();
        UserDefinedFileAttributeView view = viewOf(file);
        if (!hasXattrs || view == null) {
            return xattrs;
        }
        for (String name : view.list()) {
            ByteBuffer value = ByteBuffer.allocate(view.size(name));
            view.read(name, value);
            xattrs.put("user." + name, value.array());
        }
        return xattrs;
    }

    private static @Nullable UserDefinedFileAttributeView viewOf(Path file) {
        return Files.getFileAttributeView(file, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static Number number(Map<String, Object> stat, String name) {
        return stat.get(name) instanceof Number number ? number : 0;
    }

    private static String kindOf(int bits) {
        return switch (bits & TYPE_BITS) {
            case 0140000 -> "socket";
            case 0010000 -> "named pipe";
            case 0060000, 0020000 -> "device";
            default -> "special file";
        };
    }

    /** A file of the context, read when the layer is written. */
    private record FileContent(Path file, long size) implements Content {
        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(file);
        }
    }
}

package io.github.tcib.oci;

/**
 * An entry of a tar file, as it stands there: nothing is checked or resolved yet.
 *
 * @param name the path as written, without trailing slashes
 * @param kind what it is
 * @param attributes mode, owner and extended attributes
 * @param size length of the content; 0 for anything but files
 * @param linkTarget of links, else empty
 * @param major of devices
 * @param minor of devices
 */
public record TarEntry(
        String name, Kind kind, Attributes attributes, long size, String linkTarget, long major, long minor) {

    /** What a tar file can hold. */
    public enum Kind {
        FILE,
        HARD_LINK,
        SYMLINK,
        CHARACTER_DEVICE,
        BLOCK_DEVICE,
        DIRECTORY,
        PIPE
    }

    /** Whether a path leads above where it starts. */
    public static boolean climbs(String path) {
        int depth = 0;
        for (String part : path.split("/", -1)) {
            if (part.equals("..")) {
                depth--;
            } else if (!part.isEmpty() && !part.equals(".")) {
                depth++;
            }
            if (depth < 0) {
                return true;
            }
        }
        return false;
    }

    /** The node of an entry that is neither a file nor a hard link. */
    public Node node() {
        return switch (kind) {
            case DIRECTORY -> new Node.Directory(attributes);
            case SYMLINK -> new Node.Symlink(attributes, linkTarget);
            case CHARACTER_DEVICE -> new Node.Special(attributes, Node.Kind.CHARACTER_DEVICE, major, minor);
            case BLOCK_DEVICE -> new Node.Special(attributes, Node.Kind.BLOCK_DEVICE, major, minor);
            case PIPE -> new Node.Special(attributes, Node.Kind.PIPE, 0, 0);
            case FILE, HARD_LINK -> throw new IllegalStateException(name + " needs its content");
        };
    }
}

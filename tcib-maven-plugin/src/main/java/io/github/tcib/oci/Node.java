package io.github.tcib.oci;

/**
 * What stands at a path of a root filesystem. A hard link is not a kind of its own: two paths with one and the same
 * {@link File} object are hard links of each other.
 */
public sealed interface Node {

    Attributes attributes();

    /** A regular file. Compared by identity when hard links are looked for. */
    record File(Attributes attributes, Content content) implements Node {}

    /** A directory. */
    record Directory(Attributes attributes) implements Node {}

    /** A symbolic link; the target is kept as it was written. */
    record Symlink(Attributes attributes, String target) implements Node {}

    /** A device or named pipe. */
    record Special(Attributes attributes, Kind kind, long major, long minor) implements Node {}

    /** The kinds of special files that a layer can hold. */
    enum Kind {
        CHARACTER_DEVICE,
        BLOCK_DEVICE,
        PIPE
    }
}

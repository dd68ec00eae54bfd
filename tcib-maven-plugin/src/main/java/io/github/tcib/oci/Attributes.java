package io.github.tcib.oci;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a file in a layer has beside its kind and content. Times are not among them: every layer is written with one time.
 *
 * @param mode the lower twelve bits: permissions, setuid, setgid and sticky
 * @param uid the owner's number
 * @param gid the group's number
 * @param xattrs extended attributes by full name, such as {@code security.capability}, as raw bytes
 */
public record Attributes(int mode, long uid, long gid, SortedMap<String, byte[]> xattrs) {

    /** All bits of {@link #mode}. */
    public static final int MODE_BITS = 07777;

    private static final int DEFAULT_DIRECTORY = 0755;

    public Attributes {
        xattrs = new TreeMap<>(xattrs);
    }

    public Attributes(int mode, long uid, long gid) {
        this(mode, uid, gid, new TreeMap<>());
    }

    /** What a directory gets that nothing describes: mode 0755 and the given owner. */
    public static Attributes ofNewDirectory(long uid, long gid) {
        return new Attributes(DEFAULT_DIRECTORY, uid, gid);
    }
}

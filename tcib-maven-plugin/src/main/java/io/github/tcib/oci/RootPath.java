package io.github.tcib.oci;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Paths in a root filesystem as layers write them: relative to its root, parts joined by one slash, no {@code .} or
 * {@code ..}; the root itself is the empty string.
 */
public final class RootPath {

    /** The root directory. */
    public static final String ROOT = "";

    private RootPath() {}

    /** The plain form of a path; {@code ..} does not lead above the root. */
    public static String of(String path) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : path.split("/", -1)) {
            if (part.equals("..")) {
                parts.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return String.join("/", parts);
    }

    /** The directory that holds a path; the root's is the root. */
    public static String parentOf(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? ROOT : path.substring(0, slash);
    }

    /** The last part of a path. */
    public static String nameOf(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** A path below a directory, both plain. */
    public static String join(String directory, String path) {
        if (directory.isEmpty() || path.isEmpty()) {
            return directory + path;
        }
        return directory + "/" + path;
    }

    /** Whether a path is the directory or below it. */
    public static boolean isWithin(String path, String directory) {
        return directory.isEmpty() || path.equals(directory) || path.startsWith(directory + "/");
    }
}

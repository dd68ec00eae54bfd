package io.github.tcib.rpm;

/**
 * A file or directory of a package.
 *
 * @param mode type and permissions, as in {@code stat}
 * @param flags what it is to the package (rpm.org, "File flags", RPMFILE)
 */
public record PackagedFile(String path, int mode, int flags) {

    private static final int TYPE = 0170000;
    private static final int DIRECTORY = 0040000;
    private static final int GHOST = 1 << 6;

    public boolean isDirectory() {
        return (mode & TYPE) == DIRECTORY;
    }

    /** Whether it belongs to the package without being in its payload. */
    public boolean isGhost() {
        return (flags & GHOST) != 0;
    }
}

package io.github.tcib.size.layer;

import io.github.tcib.rpm.RpmDatabase;
import java.util.List;

/**
 * Where RPM keeps its database: the directory of today, the one before, and that of the RPM that Debian ships (rpm.org, macro
 * {@code _dbpath}); and in it a file whose name tells the format.
 */
public final class RpmFiles {

    /** The directories to look into, in this order. */
    public static final List<String> DIRECTORIES = RpmDatabase.DIRECTORIES;

    /** The sqlite database, of RPM 4.16 and later. */
    public static final String SQLITE = RpmDatabase.FILE;

    /** Its write-ahead log. */
    public static final String LOG = RpmDatabase.LOG;

    private RpmFiles() {}

    static boolean isCopied(String path) {
        return DIRECTORIES.stream()
                .anyMatch(directory -> path.equals(directory + "/" + SQLITE) || path.equals(directory + "/" + LOG));
    }
}

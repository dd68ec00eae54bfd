package io.github.tcib.rpm;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The sqlite database of RPM 4.16 and later: a table {@code Packages} of header blobs, the other tables being indexes of it.
 * A write-ahead log beside the database is read with it, as sqlite does by itself.
 */
public final class RpmDatabase {

    /** The directories of an image it may be in: that of today, the one before, and that of Debian's RPM (macro _dbpath). */
    public static final List<String> DIRECTORIES = List.of("usr/lib/sysimage/rpm", "var/lib/rpm", "root/.rpmdb");

    /** Its file. */
    public static final String FILE = "rpmdb.sqlite";

    /** Its write-ahead log. */
    public static final String LOG = FILE + "-wal";

    /** The files of databases in formats that are not read, and what to call them. */
    public static final Map<String, String> OTHER_FORMATS =
            Map.of("Packages", "Berkeley DB, of RPM before 4.16", "Packages.db", "ndb, of SUSE");

    /** File states of RPM: the file belongs to another package now, or was not installed. */
    private static final int REPLACED = 1;

    private static final int NOT_INSTALLED = 2;

    private RpmDatabase() {}

    /**
     * Reads all packages.
     *
     * @param database a copy of {@code rpmdb.sqlite}, with a copy of its {@code -wal} beside it if it has one; the directory
     *     must be writable, since sqlite puts its shared memory there
     * @throws RpmException when it is damaged or not such a database
     */
    public static SortedSet<RpmPackage> read(Path database) throws RpmException {
        SortedSet<RpmPackage> packages = new TreeSet<>();
        for (RpmHeader header : readHeaders(database)) {
            packages.add(packageOf(header));
        }
        return packages;
    }

    /**
     * Reads the headers of all packages, in the order they were installed in.
     *
     * @param database as for {@link #read}
     * @throws RpmException when it is damaged or not such a database
     */
    public static List<RpmHeader> readHeaders(Path database) throws RpmException {
        SQLiteConfig config = new SQLiteConfig();
        // a log can only be read in by a connection that may write
        config.setReadOnly(!Files.exists(database.resolveSibling(database.getFileName() + "-wal")));
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + database);
        List<RpmHeader> headers = new ArrayList<>();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT blob FROM Packages ORDER BY hnum")) {
            while (rows.next()) {
                headers.add(RpmHeader.parse(rows.getBytes(1)));
            }
            return headers;
        } catch (SQLException e) {
            throw new RpmException("it is no readable sqlite database of RPM: " + e.getMessage(), e);
        }
    }

    /**
     * What to say of a database that is not read.
     *
     * @param file its path in the image
     * @param format as {@link #OTHER_FORMATS} calls it
     */
    public static String notRead(String file, String format) {
        return "/" + file + " is in the format " + format
                + ", which is not read; convert it in the image with 'rpmdb --rebuilddb' and _db_backend sqlite";
    }

    private static RpmPackage packageOf(RpmHeader header) throws RpmException {
        String name = header.text(RpmTag.NAME);
        if (name.isEmpty()) {
            throw new RpmException("a package without a name");
        }
        long[] epoch = header.numbers(RpmTag.EPOCH);
        long[] longSize = header.numbers(RpmTag.LONG_SIZE);
        long[] size = longSize.length > 0 ? longSize : header.numbers(RpmTag.SIZE);
        return new RpmPackage(
                name,
                (epoch.length > 0 ? epoch[0] + ":" : "") + header.text(RpmTag.VERSION) + "-"
                        + header.text(RpmTag.RELEASE),
                header.text(RpmTag.ARCH),
                size.length > 0 ? size[0] : 0,
                files(name, header));
    }

    private static List<String> files(String name, RpmHeader header) throws RpmException {
        List<String> baseNames = header.texts(RpmTag.BASE_NAMES);
        List<String> directories = header.texts(RpmTag.DIR_NAMES);
        long[] indexes = header.numbers(RpmTag.DIR_INDEXES);
        long[] states = header.numbers(RpmTag.FILE_STATES);
        if (indexes.length != baseNames.size()) {
            throw new RpmException("the package " + name + " has " + baseNames.size() + " file names and "
                    + indexes.length + " places for them");
        }
        List<String> files = new ArrayList<>();
        for (int i = 0; i < indexes.length; i++) {
            if (indexes[i] >= directories.size()) {
                throw new RpmException("the package " + name + " has a file in a directory it does not name");
            }
            if (i >= states.length || (states[i] != REPLACED && states[i] != NOT_INSTALLED)) {
                files.add(directories.get((int) indexes[i]) + baseNames.get(i));
            }
        }
        return files;
    }
}

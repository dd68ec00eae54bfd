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

    private static final int MOST_PACKAGES = 100_000;

    /** Of all headers together, in bytes: they are kept in memory. */
    private static final long MOST_HEADERS = 1L << 30;

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
        config.setPragma(SQLiteConfig.Pragma.LIMIT_LENGTH, String.valueOf(RpmHeader.LARGEST_DATA * 2));
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + database);
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            // whoever made the database chose its views, triggers and computed columns: none of them is to run
            statement.execute("PRAGMA trusted_schema = OFF");
            statement.execute("PRAGMA query_only = ON");
            check(statement);
            return readHeaders(statement);
        } catch (SQLException e) {
            throw new RpmException("it is no readable sqlite database of RPM: " + e.getMessage(), e);
        }
    }

    /** Fails unless the packages lie in a table, and not in what computes them. */
    private static void check(Statement statement) throws SQLException, RpmException {
        boolean stored;
        try (ResultSet tables = statement.executeQuery(
                "SELECT 1 FROM sqlite_schema WHERE name = 'Packages' AND type = 'table' AND rootpage > 0")) {
            stored = tables.next();
        }
        try (ResultSet columns = statement.executeQuery("PRAGMA table_xinfo(Packages)")) {
            while (stored && columns.next()) {
                stored = columns.getInt("hidden") == 0;
            }
        }
        if (!stored) {
            throw new RpmException("it is no database of RPM: it has no table Packages, or one that is computed");
        }
    }

    private static List<RpmHeader> readHeaders(Statement statement) throws SQLException, RpmException {
        List<RpmHeader> headers = new ArrayList<>();
        long length = 0;
        try (ResultSet rows = statement.executeQuery("SELECT blob FROM Packages ORDER BY hnum")) {
            while (rows.next()) {
                byte[] blob = rows.getBytes(1);
                if (blob == null) {
                    throw new RpmException("a package without a header");
                }
                length += blob.length;
                if (headers.size() == MOST_PACKAGES || length > MOST_HEADERS) {
                    throw new RpmException("it has too many packages: at most " + MOST_PACKAGES + " with "
                            + MOST_HEADERS + " bytes of headers are read");
                }
                headers.add(RpmHeader.parse(blob));
            }
        }
        return headers;
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
        List<String> paths;
        try {
            paths = header.paths();
        } catch (RpmException e) {
            throw new RpmException("in the package " + name + ": " + e.getMessage(), e);
        }
        long[] states = header.numbers(RpmTag.FILE_STATES);
        List<String> files = new ArrayList<>();
        for (int i = 0; i < paths.size(); i++) {
            if (i >= states.length || (states[i] != REPLACED && states[i] != NOT_INSTALLED)) {
                files.add(paths.get(i));
            }
        }
        return files;
    }
}

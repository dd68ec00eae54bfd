package io.github.tcib.rpm;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The sqlite database of RPM 4.16 and later: a table {@code Packages} of header blobs, the other tables being indexes of it.
 * A write-ahead log beside the database is read with it, as sqlite does by itself.
 */
public final class RpmDatabase {

    // rpm.org, "RPM tags"
    private static final int NAME = 1000;
    private static final int VERSION = 1001;
    private static final int RELEASE = 1002;
    private static final int EPOCH = 1003;
    private static final int SIZE = 1009;
    private static final int ARCH = 1022;
    private static final int FILE_STATES = 1029;
    private static final int DIR_INDEXES = 1116;
    private static final int BASE_NAMES = 1117;
    private static final int DIR_NAMES = 1118;
    private static final int LONG_SIZE = 5009;

    /** File states of RPM: the file belongs to another package now, or was not installed. */
    private static final int REPLACED = 1;

    private static final int NOT_INSTALLED = 2;

    private RpmDatabase() {}

    /**
     * Reads all packages.
     *
     * @param database a copy of {@code rpmdb.sqlite}, with a copy of its {@code -wal} beside it if it has one; the directory
     *     must be writable, since sqlite puts its shared memory there
     * @throws RpmDatabaseException when it is damaged or not such a database
     */
    public static SortedSet<RpmPackage> read(Path database) throws RpmDatabaseException {
        SQLiteConfig config = new SQLiteConfig();
        // a log can only be read in by a connection that may write
        config.setReadOnly(!Files.exists(database.resolveSibling(database.getFileName() + "-wal")));
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + database);
        SortedSet<RpmPackage> packages = new TreeSet<>();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT blob FROM Packages ORDER BY hnum")) {
            while (rows.next()) {
                packages.add(packageOf(RpmHeader.parse(rows.getBytes(1))));
            }
            return packages;
        } catch (SQLException e) {
            throw new RpmDatabaseException("it is no readable sqlite database of RPM: " + e.getMessage(), e);
        }
    }

    private static RpmPackage packageOf(RpmHeader header) throws RpmDatabaseException {
        String name = header.text(NAME);
        if (name.isEmpty()) {
            throw new RpmDatabaseException("a package without a name");
        }
        long[] epoch = header.numbers(EPOCH);
        long[] longSize = header.numbers(LONG_SIZE);
        long[] size = longSize.length > 0 ? longSize : header.numbers(SIZE);
        return new RpmPackage(
                name,
                (epoch.length > 0 ? epoch[0] + ":" : "") + header.text(VERSION) + "-" + header.text(RELEASE),
                header.text(ARCH),
                size.length > 0 ? size[0] : 0,
                files(name, header));
    }

    private static List<String> files(String name, RpmHeader header) throws RpmDatabaseException {
        List<String> baseNames = header.texts(BASE_NAMES);
        List<String> directories = header.texts(DIR_NAMES);
        long[] indexes = header.numbers(DIR_INDEXES);
        long[] states = header.numbers(FILE_STATES);
        if (indexes.length != baseNames.size()) {
            throw new RpmDatabaseException("the package " + name + " has " + baseNames.size() + " file names and "
                    + indexes.length + " places for them");
        }
        List<String> files = new ArrayList<>();
        for (int i = 0; i < indexes.length; i++) {
            if (indexes[i] >= directories.size()) {
                throw new RpmDatabaseException("the package " + name + " has a file in a directory it does not name");
            }
            if (i >= states.length || (states[i] != REPLACED && states[i] != NOT_INSTALLED)) {
                files.add(directories.get((int) indexes[i]) + baseNames.get(i));
            }
        }
        return files;
    }
}

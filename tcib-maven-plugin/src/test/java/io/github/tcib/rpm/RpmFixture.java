package io.github.tcib.rpm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sqlite.SQLiteDataSource;

/** Databases of RPM made by hand, as rpm.org describes them. */
public final class RpmFixture {

    private static final int INT8 = 2;
    private static final int INT32 = 4;
    private static final int STRING = 6;
    private static final int STRING_ARRAY = 8;

    private record Tag(int type, int count, ByteBuffer data) {}

    private RpmFixture() {}

    /** The header of a package whose files are all in one state but one. */
    public static byte[] header(String name, int epoch, String version, long size, List<String> files, int lastState) {
        Map<Integer, Tag> tags = new TreeMap<>();
        tags.put(1000, new Tag(STRING, 1, texts(List.of(name))));
        tags.put(1001, new Tag(STRING, 1, texts(List.of(version))));
        tags.put(1002, new Tag(STRING, 1, texts(List.of("1.el9"))));
        if (epoch > 0) {
            tags.put(1003, new Tag(INT32, 1, ByteBuffer.allocate(4).putInt(epoch)));
        }
        tags.put(1009, new Tag(INT32, 1, ByteBuffer.allocate(4).putInt((int) size)));
        tags.put(1022, new Tag(STRING, 1, texts(List.of("x86_64"))));
        List<String> directories =
                files.stream().map(RpmFixture::directory).distinct().toList();
        byte[] states = new byte[files.size()];
        ByteBuffer indexes = ByteBuffer.allocate(4 * files.size());
        for (int i = 0; i < files.size(); i++) {
            indexes.putInt(directories.indexOf(directory(files.get(i))));
            states[i] = (byte) (i == files.size() - 1 ? lastState : 0);
        }
        if (!files.isEmpty()) {
            tags.put(1029, new Tag(INT8, files.size(), ByteBuffer.wrap(states)));
            tags.put(1116, new Tag(INT32, files.size(), indexes));
            tags.put(
                    1117,
                    new Tag(
                            STRING_ARRAY,
                            files.size(),
                            texts(files.stream()
                                    .map(file -> file.substring(directory(file).length()))
                                    .toList())));
            tags.put(1118, new Tag(STRING_ARRAY, directories.size(), texts(directories)));
        }
        return header(tags);
    }

    /** The header of a package without files that says more of itself: texts by their tags. */
    public static byte[] described(String name, int epoch, String version, Map<Integer, String> texts) {
        Map<Integer, Tag> tags = new TreeMap<>();
        Map<Integer, String> all = new TreeMap<>(texts);
        all.put(RpmTag.NAME, name);
        all.put(RpmTag.VERSION, version);
        all.put(RpmTag.RELEASE, "1.el9");
        all.putIfAbsent(RpmTag.ARCH, "x86_64");
        all.forEach((tag, text) -> tags.put(tag, new Tag(STRING, 1, texts(List.of(text)))));
        if (epoch > 0) {
            tags.put(RpmTag.EPOCH, new Tag(INT32, 1, ByteBuffer.allocate(4).putInt(epoch)));
        }
        return header(tags);
    }

    private static byte[] header(Map<Integer, Tag> tags) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        ByteBuffer index = ByteBuffer.allocate(16 * tags.size());
        tags.forEach((number, tag) -> {
            while (tag.type() == INT32 && data.size() % 4 != 0) {
                data.write(0);
            }
            index.putInt(number).putInt(tag.type()).putInt(data.size()).putInt(tag.count());
            data.writeBytes(tag.data().array());
        });
        return ByteBuffer.allocate(8 + index.capacity() + data.size())
                .putInt(tags.size())
                .putInt(data.size())
                .put(index.array())
                .put(data.toByteArray())
                .array();
    }

    private static String directory(String file) {
        return file.substring(0, file.lastIndexOf('/') + 1);
    }

    private static ByteBuffer texts(List<String> texts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String text : texts) {
            bytes.writeBytes(text.getBytes(UTF_8));
            bytes.write(0);
        }
        return ByteBuffer.wrap(bytes.toByteArray());
    }

    /** A database with these headers, whole in one file. */
    public static Path database(Path directory, List<byte[]> headers) throws SQLException, IOException {
        Path file = directory.resolve("made-" + System.nanoTime() + ".sqlite");
        try (Connection connection = open(file)) {
            insert(connection, headers);
        }
        return file;
    }

    /** A database as it is after these package files were installed. */
    public static Path databaseOf(Path directory, List<Path> rpms) throws SQLException, IOException, RpmException {
        List<byte[]> headers = new ArrayList<>();
        for (Path rpm : rpms) {
            byte[] header = PackageFile.read(rpm).headerBytes();
            headers.add(Arrays.copyOfRange(header, 8, header.length));
        }
        return database(directory, headers);
    }

    /**
     * A database whose last headers are only in its write-ahead log.
     *
     * @return the database; the log is beside it
     */
    public static Path databaseWithLog(Path directory, List<byte[]> inDatabase, List<byte[]> inLog)
            throws SQLException, IOException {
        Path file = database(directory, inDatabase);
        Path copy = directory.resolve("logged-" + System.nanoTime() + ".sqlite");
        try (Connection connection = open(file);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode=WAL");
            statement.execute("PRAGMA wal_autocheckpoint=0");
            insert(connection, inLog);
            // closing would write the log into the database
            Files.copy(file, copy);
            Files.copy(
                    file.resolveSibling(file.getFileName() + "-wal"), copy.resolveSibling(copy.getFileName() + "-wal"));
        }
        return copy;
    }

    /** Changes a database, or makes one. */
    static void execute(Path file, String... statements) throws SQLException {
        try (Connection connection = open(file);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static Connection open(Path file) throws SQLException {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file);
        return source.getConnection();
    }

    private static void insert(Connection connection, List<byte[]> headers) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS Packages (hnum INTEGER PRIMARY KEY AUTOINCREMENT, blob BLOB NOT NULL)");
        }
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO Packages (blob) VALUES (?)")) {
            for (byte[] header : headers) {
                insert.setBytes(1, header);
                insert.execute();
            }
        }
    }
}

package io.github.tcib.size.layer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.tcib.oci.Digest;
import io.github.tcib.rpm.RpmPackage;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How the cache writes down layers and package lists: paths share what they have in common with the path before. Of a file that
 * is damaged nobody is told more than that it is.
 */
final class CacheFile {

    private static final int MOST = 1 << 26;
    private static final char FILE = 'f';
    private static final char HARD_LINK = 'h';
    private static final char DIRECTORY = 'd';
    private static final char SYMLINK = 'l';
    private static final char SPECIAL = 's';
    private static final char WHITEOUT = 'w';
    private static final char OPAQUE = 'o';

    private CacheFile() {}

    static void write(LayerContents layer, DataOutputStream out) throws IOException {
        out.writeUTF(layer.diffId().toString());
        out.writeLong(layer.tarBytes());
        out.writeLong(layer.packedBytes());
        out.writeInt(layer.entries().size());
        PathWriter paths = new PathWriter(out);
        for (LayerEntry entry : layer.entries()) {
            out.writeByte(codeOf(entry));
            paths.write(entry.path());
            if (entry instanceof LayerEntry.File file) {
                out.writeLong(file.size());
                out.writeLong(file.hash().high());
                out.writeLong(file.hash().low());
            } else if (entry instanceof LayerEntry.HardLink link) {
                writeText(link.target(), out);
            } else if (entry instanceof LayerEntry.Symlink link) {
                writeText(link.target(), out);
            }
        }
    }

    private static char codeOf(LayerEntry entry) {
        if (entry instanceof LayerEntry.File) {
            return FILE;
        } else if (entry instanceof LayerEntry.HardLink) {
            return HARD_LINK;
        } else if (entry instanceof LayerEntry.Directory) {
            return DIRECTORY;
        } else if (entry instanceof LayerEntry.Symlink) {
            return SYMLINK;
        } else if (entry instanceof LayerEntry.Special) {
            return SPECIAL;
        }
        return entry instanceof LayerEntry.Whiteout ? WHITEOUT : OPAQUE;
    }

    static LayerContents readLayer(DataInputStream in) throws IOException {
        Digest diffId = Digest.parse(in.readUTF());
        long tarBytes = in.readLong();
        long packedBytes = in.readLong();
        int count = count(in);
        List<LayerEntry> entries = new ArrayList<>(Math.min(count, 1 << 16));
        PathReader paths = new PathReader(in);
        int files = 0;
        for (int i = 0; i < count; i++) {
            char code = (char) in.readByte();
            String path = paths.read();
            entries.add(
                    switch (code) {
                        case FILE ->
                            new LayerEntry.File(
                                    path, files++, in.readLong(), new ContentHash(in.readLong(), in.readLong()));
                        case HARD_LINK -> new LayerEntry.HardLink(path, readText(in));
                        case DIRECTORY -> new LayerEntry.Directory(path);
                        case SYMLINK -> new LayerEntry.Symlink(path, readText(in));
                        case SPECIAL -> new LayerEntry.Special(path);
                        case WHITEOUT -> new LayerEntry.Whiteout(path);
                        case OPAQUE -> new LayerEntry.OpaqueDirectory(path);
                        default -> throw new StreamCorruptedException();
                    });
        }
        return new LayerContents(diffId, tarBytes, packedBytes, entries);
    }

    static void write(SortedSet<RpmPackage> packages, DataOutputStream out) throws IOException {
        out.writeInt(packages.size());
        PathWriter paths = new PathWriter(out);
        for (RpmPackage one : packages) {
            writeText(one.name(), out);
            writeText(one.version(), out);
            writeText(one.architecture(), out);
            out.writeLong(one.installedBytes());
            out.writeInt(one.files().size());
            for (String file : one.files()) {
                paths.write(file);
            }
        }
    }

    static SortedSet<RpmPackage> readPackages(DataInputStream in) throws IOException {
        SortedSet<RpmPackage> packages = new TreeSet<>();
        PathReader paths = new PathReader(in);
        for (int i = count(in); i > 0; i--) {
            String name = readText(in);
            String version = readText(in);
            String architecture = readText(in);
            long bytes = in.readLong();
            int count = count(in);
            List<String> files = new ArrayList<>(Math.min(count, 1 << 16));
            for (int j = 0; j < count; j++) {
                files.add(paths.read());
            }
            packages.add(new RpmPackage(name, version, architecture, bytes, files));
        }
        return packages;
    }

    private static int count(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > MOST) {
            throw new StreamCorruptedException();
        }
        return count;
    }

    private static void writeText(String text, DataOutputStream out) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String readText(DataInputStream in) throws IOException {
        return new String(readBytes(in), UTF_8);
    }

    private static byte[] readBytes(DataInputStream in) throws IOException {
        int length = count(in);
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new StreamCorruptedException();
        }
        return bytes;
    }

    private static final class PathWriter {

        private final DataOutputStream out;
        private byte[] last = new byte[0];

        PathWriter(DataOutputStream out) {
            this.out = out;
        }

        void write(String path) throws IOException {
            byte[] bytes = path.getBytes(UTF_8);
            int mismatch = Arrays.mismatch(last, bytes);
            int shared = mismatch < 0 ? bytes.length : mismatch;
            out.writeInt(shared);
            out.writeInt(bytes.length - shared);
            out.write(bytes, shared, bytes.length - shared);
            last = bytes;
        }
    }

    private static final class PathReader {

        private final DataInputStream in;
        private byte[] last = new byte[0];

        PathReader(DataInputStream in) {
            this.in = in;
        }

        String read() throws IOException {
            int shared = in.readInt();
            if (shared < 0 || shared > last.length) {
                throw new StreamCorruptedException();
            }
            byte[] rest = readBytes(in);
            byte[] path = Arrays.copyOf(last, shared + rest.length);
            System.arraycopy(rest, 0, path, shared, rest.length);
            last = path;
            return new String(path, UTF_8);
        }
    }
}

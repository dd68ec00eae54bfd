package io.github.tcib.build.jib;

import io.github.tcib.file.FileFault;
import io.github.tcib.oci.Attributes;
import io.github.tcib.oci.Compression;
import io.github.tcib.oci.Content;
import io.github.tcib.oci.Node;
import io.github.tcib.oci.TarEntry;
import io.github.tcib.oci.TarReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A tar file of the context that ADD unpacks, plain or packed with gzip, xz, zstd or bzip2. */
final class LocalArchive {

    private static final int BUFFER = 1 << 16;

    private final Path file;

    LocalArchive(Path file) {
        this.file = file;
    }

    /** Whether a file is a tar file with at least one entry: any other file is copied as it is (buildah). */
    static boolean isArchive(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return isArchive(in);
        }
    }

    private static boolean isArchive(InputStream in) {
        try (TarReader tar = new TarReader(Compression.unpack(new BufferedInputStream(in, BUFFER)))) {
            return tar.next().isPresent();
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Places all entries below a directory, owners and modes as they are in the archive.
     *
     * @throws InstructionException when an entry would lie outside the directory, or a hard link has no target
     */
    void unpackInto(Placement placement, String directory, Spool spool) throws IOException, InstructionException {
        try (TarReader tar = new TarReader(new BufferedInputStream(
                Compression.unpack(new BufferedInputStream(Files.newInputStream(file), BUFFER)), BUFFER))) {
            for (Optional<TarEntry> next = tar.next(); next.isPresent(); next = tar.next()) {
                TarEntry entry = next.get();
                if (TarEntry.climbs(entry.name())) {
                    throw new InstructionException("the archive '" + file.getFileName() + "' has the entry '"
                            + entry.name() + "', which leads out of the destination; such archives are not unpacked");
                }
                if (entry.kind() == TarEntry.Kind.HARD_LINK) {
                    link(placement, directory, entry);
                } else {
                    placement.put(directory, entry.name(), node(entry, tar, spool));
                }
            }
        } catch (IOException e) {
            throw new IOException("the archive '" + file + "' cannot be unpacked: " + FileFault.reasonOf(e), e);
        }
    }

    private static Node node(TarEntry entry, TarReader tar, Spool spool) throws IOException {
        Attributes attributes = kept(entry.attributes());
        return switch (entry.kind()) {
            case FILE ->
                new Node.File(attributes, entry.size() == 0 ? Content.of(new byte[0]) : spool.write(tar.content()));
            case DIRECTORY -> new Node.Directory(attributes);
            case SYMLINK -> new Node.Symlink(attributes, entry.linkTarget());
            case CHARACTER_DEVICE, BLOCK_DEVICE, PIPE, HARD_LINK -> special(entry, attributes);
        };
    }

    private static Node special(TarEntry entry, Attributes attributes) {
        Node.Kind kind = switch (entry.kind()) {
            case CHARACTER_DEVICE -> Node.Kind.CHARACTER_DEVICE;
            case BLOCK_DEVICE -> Node.Kind.BLOCK_DEVICE;
            default -> Node.Kind.PIPE;
        };
        return new Node.Special(attributes, kind, entry.major(), entry.minor());
    }

    /** The target counts from the destination, as if that were the root. */
    private void link(Placement placement, String directory, TarEntry entry) throws IOException, InstructionException {
        boolean climbs = TarEntry.climbs(entry.linkTarget());
        if (climbs || !placement.link(directory, entry.name(), entry.linkTarget(), kept(entry.attributes()))) {
            throw new InstructionException("the archive '" + file.getFileName() + "' has the hard link '" + entry.name()
                    + "' to '" + entry.linkTarget() + "', which is not a file below the destination");
        }
    }

    /** Buildah keeps these attributes and drops others, such as SELinux labels of the machine that made the archive. */
    private static Attributes kept(Attributes attributes) {
        SortedMap<String, byte[]> xattrs = new TreeMap<>(attributes.xattrs());
        xattrs.keySet()
                .removeIf(name -> !name.startsWith("user.")
                        && !name.equals("security.capability")
                        && !name.equals("security.ima"));
        return new Attributes(attributes.mode(), attributes.uid(), attributes.gid(), xattrs);
    }
}

package io.github.tcib.oci;

import io.github.tcib.file.AtomicFile;
import io.github.tcib.file.FileFault;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Copies images from other layouts, and from files that hold a layout as a tar file ({@code oci-archive:}). */
public final class ImageImport {

    private static final int BUFFER = 1 << 16;
    private static final int LARGEST_INDEX = 16 << 20;

    private final OciLayout target;
    private final Platform platform;

    public ImageImport(OciLayout target, Platform platform) {
        this.target = target;
        this.platform = platform;
    }

    /**
     * Copies an image from a layout directory, raw manifest and config included.
     *
     * @param reference which one; not needed when the layout has only one
     * @throws OciException when there is no such image or more than one to choose from, or a blob is damaged
     */
    public LayoutImage copyFromLayout(Path directory, Optional<String> reference) throws IOException {
        OciLayout source = OciLayout.open(directory);
        LayoutImage image = source.readImage(select(source, reference, "'" + directory + "'"), platform);
        copyBlobs(source, image);
        return image;
    }

    /**
     * As {@link #copyFromLayout}, from a tar file.
     *
     * @param temporary a directory to unpack into, on the disk of the target
     */
    public LayoutImage copyFromArchive(Path file, Optional<String> reference, Path temporary) throws IOException {
        Files.createDirectories(temporary);
        Path unpacked = Files.createTempDirectory(temporary, AtomicFile.PREFIX);
        try {
            unpackLayout(file, unpacked);
            return copyFromLayout(unpacked, reference);
        } catch (OciException e) {
            throw new OciException("the archive '" + file + "': " + FileFault.reasonOf(e), e);
        } finally {
            deleteLayout(unpacked);
        }
    }

    private void copyBlobs(OciLayout source, LayoutImage image) throws IOException {
        for (Layer layer : image.layers()) {
            copy(source, layer.blob());
        }
        copy(source, image.configBlob());
        copy(source, image.manifest());
    }

    private void copy(OciLayout source, Descriptor blob) throws IOException {
        target.copyBlob(
                blob,
                out -> {
                    try (InputStream in = source.openBlob(blob)) {
                        in.transferTo(out);
                    }
                },
                "'" + source.root() + "'");
    }

    private static Descriptor select(OciLayout source, Optional<String> reference, String where) throws IOException {
        Map<String, List<Descriptor>> images = source.index().read();
        if (reference.isPresent()) {
            List<Descriptor> named = images.getOrDefault(reference.get(), List.of());
            if (named.isEmpty()) {
                throw new OciException(
                        where + " has no image '" + reference.get() + "', but " + String.join(", ", images.keySet()));
            }
            return named.get(named.size() - 1);
        }
        List<Descriptor> all = images.values().stream().flatMap(List::stream).toList();
        if (all.size() != 1) {
            throw new OciException(where + " has " + all.size() + " images"
                    + (all.isEmpty() ? "" : " (" + String.join(", ", images.keySet()) + ")")
                    + "; name one: oci:<path>:<name>");
        }
        return all.get(0);
    }

    /** Only what a layout is made of is unpacked, under names made here: what the archive calls it cannot lead elsewhere. */
    private static void unpackLayout(Path file, Path directory) throws IOException {
        Path blobs = Files.createDirectories(directory.resolve("blobs").resolve("sha256"));
        Map<String, Path> targets = new HashMap<>();
        targets.put("index.json", directory.resolve("index.json"));
        targets.put("oci-layout", directory.resolve("oci-layout"));
        try (TarReader tar = new TarReader(new BufferedInputStream(
                Compression.unpack(new BufferedInputStream(Files.newInputStream(file), BUFFER)), BUFFER))) {
            for (Optional<TarEntry> next = tar.next(); next.isPresent(); next = tar.next()) {
                String path = RootPath.of(next.get().name());
                Path target = path.matches("blobs/sha256/[a-f0-9]{64}")
                        ? blobs.resolve(RootPath.nameOf(path))
                        : targets.get(path);
                boolean isIndex = targets.containsKey(path);
                if (target != null
                        && next.get().kind() == TarEntry.Kind.FILE
                        && (!isIndex || next.get().size() <= LARGEST_INDEX)) {
                    Files.copy(tar.content(), target);
                }
            }
        }
    }

    private static void deleteLayout(Path directory) throws IOException {
        Path blobs = directory.resolve("blobs").resolve("sha256");
        if (Files.isDirectory(blobs)) {
            for (Path blob : list(blobs)) {
                Files.delete(blob);
            }
            Files.delete(blobs);
            Files.delete(directory.resolve("blobs"));
        }
        for (Path file : list(directory)) {
            Files.delete(file);
        }
        Files.delete(directory);
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }
}

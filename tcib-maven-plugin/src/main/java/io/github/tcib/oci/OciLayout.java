package io.github.tcib.oci;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tcib.file.AtomicFile;
import io.github.tcib.file.UnfinishedFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * An OCI image layout on disk (OCI image-spec 1.1, image-layout.md): blobs by digest and an index that names images. Blobs
 * appear under their names only when they are complete, and the index is changed last, so that a build that ends halfway
 * leaves blobs nobody points to and nothing worse. Several threads and several processes may write to one layout.
 */
public final class OciLayout {

    private static final String LAYOUT_FILE = "oci-layout";
    static final String LAYOUT = "{\"imageLayoutVersion\":\"1.0.0\"}";
    private static final int LARGEST_JSON = 16 << 20;
    private static final int BUFFER = 1 << 16;
    private static final int GZIP_SMALLEST = 1 << 10;
    private static final long GZIP_MODULUS = 1L << 32;

    private final Path root;
    private final LayoutIndex index;

    private OciLayout(Path root) {
        this.root = root;
        this.index = new LayoutIndex(root);
    }

    /** Writes what makes a directory a layout, unless it is one already. */
    public static OciLayout create(Path root) throws IOException {
        OciLayout layout = new OciLayout(root);
        Files.createDirectories(layout.blobDirectory());
        if (!Files.exists(root.resolve(LAYOUT_FILE))) {
            layout.index.writeIfAbsent();
            AtomicFile.write(root.resolve(LAYOUT_FILE), LAYOUT.getBytes(UTF_8));
        }
        return layout;
    }

    /** @throws OciException when the directory is not a layout */
    public static OciLayout open(Path root) throws IOException {
        if (!Files.isRegularFile(root.resolve(LAYOUT_FILE))) {
            throw new OciException("'" + root + "' is not an OCI layout: it has no file " + LAYOUT_FILE);
        }
        String version =
                Json.read(root.resolve(LAYOUT_FILE)).path("imageLayoutVersion").asText();
        if (!version.startsWith("1.")) {
            throw new OciException("'" + root + "' is an OCI layout of version '" + version + "'; version 1 is read");
        }
        return new OciLayout(root);
    }

    public Path root() {
        return root;
    }

    /** Whether a blob of that digest and size is there. */
    public boolean has(Descriptor blob) {
        try {
            return Files.size(pathOf(blob.digest())) == blob.size();
        } catch (IOException e) {
            return false;
        }
    }

    /** What writes the bytes of a blob. */
    @FunctionalInterface
    public interface BlobSource {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Writes a blob whose digest is known only in the end. */
    public Descriptor writeBlob(String mediaType, BlobSource source) throws IOException {
        try (UnfinishedFile unfinished = UnfinishedFile.create(blobDirectory());
                DigestOutputStream out = new DigestOutputStream(unfinished.stream(), Digest.sha256())) {
            source.writeTo(out);
            out.flush();
            Descriptor blob = new Descriptor(mediaType, Digest.of(out.getMessageDigest()), unfinished.size());
            unfinished.finish(pathOf(blob.digest()));
            return blob;
        }
    }

    /** Writes a small blob; nothing is done when it is there. */
    public Descriptor writeBlob(String mediaType, byte[] content) throws IOException {
        Descriptor blob = new Descriptor(mediaType, Digest.of(content), content.length);
        if (!has(blob)) {
            AtomicFile.write(pathOf(blob.digest()), content);
        }
        return blob;
    }

    /**
     * Writes a blob that comes from elsewhere, unless it is there.
     *
     * @param origin where it comes from, for the message
     * @throws OciException when its digest or size is not the expected one; nothing is written then
     */
    public void copyBlob(Descriptor expected, BlobSource source, String origin) throws IOException {
        if (has(expected)) {
            return;
        }
        try (UnfinishedFile unfinished = UnfinishedFile.create(blobDirectory());
                DigestOutputStream out = new DigestOutputStream(unfinished.stream(), Digest.sha256())) {
            source.writeTo(new AnnouncedOutputStream(out, expected, origin));
            out.flush();
            VerifyingInputStream.check(expected, unfinished.size(), Digest.of(out.getMessageDigest()), origin);
            unfinished.finish(pathOf(expected.digest()));
        }
    }

    /**
     * Opens a blob; reading its end fails when digest or size are not what the descriptor says.
     *
     * @throws OciException when the blob is missing
     */
    public InputStream openBlob(Descriptor blob) throws IOException {
        Path path = pathOf(blob.digest());
        try {
            return new BufferedInputStream(
                    new VerifyingInputStream(Files.newInputStream(path), blob, "'" + root + "'"), BUFFER);
        } catch (NoSuchFileException e) {
            throw new OciException(
                    "'" + root + "' has no blob " + blob.digest()
                            + "; the layout is incomplete: copy it again, or delete it to build all images anew",
                    e);
        }
    }

    /** Opens a layer's tar file, unpacked. */
    public InputStream openUnpacked(Descriptor layer) throws IOException {
        return Compression.unpack(openBlob(layer));
    }

    /**
     * About how long a layer's tar file is, in bytes, told without unpacking it: from the end of a gzip file (RFC 1952, modulo
     * 4 GiB); of a zstd file only its own length is known.
     */
    public long estimateUnpackedSize(Layer layer) throws IOException {
        Path path = pathOf(layer.blob().digest());
        long size = layer.blob().size();
        if (MediaTypes.compressionOf(layer.blob().mediaType()) != Compression.GZIP || size < GZIP_SMALLEST) {
            return size;
        }
        try (FileChannel channel = FileChannel.open(path)) {
            ByteBuffer end = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            channel.read(end, size - Integer.BYTES);
            long unpacked = Integer.toUnsignedLong(end.getInt(0));
            while (unpacked < size && size - unpacked > GZIP_SMALLEST) {
                unpacked += GZIP_MODULUS;
            }
            return unpacked;
        }
    }

    /** Removes what writers that were ended left behind. Called while nobody writes. */
    public void removeUnfinished() throws IOException {
        try (DirectoryStream<Path> unfinished = Files.newDirectoryStream(blobDirectory(), AtomicFile.PREFIX + "*")) {
            for (Path file : unfinished) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Reads a manifest, config or index as bytes and checks its digest. */
    public byte[] readJson(Descriptor blob) throws IOException {
        if (blob.size() > LARGEST_JSON) {
            throw new OciException("'" + root + "' has a " + blob.mediaType() + " of " + blob.size()
                    + " bytes; at most " + LARGEST_JSON + " are read");
        }
        try (InputStream in = openBlob(blob)) {
            return in.readAllBytes();
        }
    }

    /** The path of a blob, whether it is there or not. */
    public Path pathOf(Digest digest) {
        return blobDirectory().resolve(digest.hex());
    }

    /** What the index names, in its order. */
    public LayoutIndex index() {
        return index;
    }

    /**
     * The image of that reference for a platform.
     *
     * @return nothing when the index has no such reference
     * @throws OciException when the image is damaged, of schema 1, or for other platforms
     */
    public Optional<LayoutImage> readImage(String reference, Platform platform) throws IOException {
        Optional<Descriptor> found = index.find(reference);
        return found.isEmpty() ? Optional.empty() : Optional.of(readImage(found.get(), platform));
    }

    /**
     * The image a manifest or an index of manifests describes.
     *
     * @throws OciException when the image is damaged, of schema 1, or for other platforms
     */
    public LayoutImage readImage(Descriptor descriptor, Platform platform) throws IOException {
        return new LayoutImageReader(this, Optional.of(platform)).read(descriptor);
    }

    /**
     * The image a manifest describes, whatever platform it is for.
     *
     * @throws OciException when the image is damaged or of schema 1, or the descriptor is one of an index of manifests
     */
    public LayoutImage readImage(Descriptor manifest) throws IOException {
        return new LayoutImageReader(this, Optional.empty()).read(manifest);
    }

    /** Writes a layer from a draft. */
    public Layer writeLayer(LayerDraft draft, LayerWriter writer, LayerPacking packing, ImageFormat format)
            throws IOException {
        return writeLayer(unpacked -> writer.write(draft, unpacked), packing, format);
    }

    /** Writes a layer from what writes its tar file. */
    public Layer writeLayer(BlobSource tar, LayerPacking packing, ImageFormat format) throws IOException {
        if (packing.compression() == Compression.NONE) {
            Descriptor blob = writeBlob(format.layerType(Compression.NONE), tar);
            return new Layer(blob, blob.digest());
        }
        Digest[] diffId = new Digest[1];
        Descriptor blob = writeBlob(format.layerType(packing.compression()), out -> {
            packing.write(
                    packed -> {
                        DigestOutputStream unpacked = new DigestOutputStream(packed, Digest.sha256());
                        tar.writeTo(unpacked);
                        diffId[0] = Digest.of(unpacked.getMessageDigest());
                    },
                    out);
        });
        return new Layer(blob, diffId[0]);
    }

    /** Writes config and manifest of an image whose layers are there. */
    public LayoutImage writeImage(
            JsonNode config, List<Layer> layers, ImageFormat format, SortedMap<String, String> annotations)
            throws IOException {
        return writeImage(config, Json.write(config), layers, format, annotations);
    }

    /** Writes config and manifest of an image whose layers are there; the config is kept to the byte, as its digest is. */
    public LayoutImage writeImage(
            byte[] config, List<Layer> layers, ImageFormat format, SortedMap<String, String> annotations)
            throws IOException {
        return writeImage(Json.read(config, "an image config"), config, layers, format, annotations);
    }

    private LayoutImage writeImage(
            JsonNode config,
            byte[] bytes,
            List<Layer> layers,
            ImageFormat format,
            SortedMap<String, String> annotations)
            throws IOException {
        Descriptor configBlob = writeBlob(format.configType(), bytes);
        byte[] manifest = Json.write(Manifest.of(format, configBlob, layers, annotations));
        Descriptor manifestBlob = writeBlob(format.manifestType(), manifest);
        return new LayoutImage(manifestBlob, configBlob, config, layers);
    }

    private Path blobDirectory() {
        return root.resolve("blobs").resolve("sha256");
    }
}

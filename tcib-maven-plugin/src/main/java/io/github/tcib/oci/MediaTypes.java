package io.github.tcib.oci;

import java.util.Set;

/** The media types of images: OCI image-spec 1.1 (media-types.md) and Docker's image manifest version 2, schema 2. */
public final class MediaTypes {

    public static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
    public static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    public static final String OCI_CONFIG = "application/vnd.oci.image.config.v1+json";
    public static final String OCI_LAYER = "application/vnd.oci.image.layer.v1.tar";
    public static final String OCI_LAYER_GZIP = "application/vnd.oci.image.layer.v1.tar+gzip";
    public static final String OCI_LAYER_ZSTD = "application/vnd.oci.image.layer.v1.tar+zstd";
    public static final String DOCKER_INDEX = "application/vnd.docker.distribution.manifest.list.v2+json";
    public static final String DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
    public static final String DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json";
    public static final String DOCKER_LAYER = "application/vnd.docker.image.rootfs.diff.tar";
    public static final String DOCKER_LAYER_GZIP = "application/vnd.docker.image.rootfs.diff.tar.gzip";

    private static final String SCHEMA_1 = "application/vnd.docker.distribution.manifest.v1+";
    private static final Set<String> INDEXES = Set.of(OCI_INDEX, DOCKER_INDEX);
    private static final Set<String> MANIFESTS = Set.of(OCI_MANIFEST, DOCKER_MANIFEST);
    private static final Set<String> UNCOMPRESSED = Set.of(OCI_LAYER, DOCKER_LAYER);
    private static final Set<String> GZIP = Set.of(OCI_LAYER_GZIP, DOCKER_LAYER_GZIP);

    private MediaTypes() {}

    /** Whether it is a list of manifests, one a platform. */
    static boolean isIndex(String mediaType) {
        return INDEXES.contains(mediaType);
    }

    /** Whether it is the manifest of one image. */
    static boolean isManifest(String mediaType) {
        return MANIFESTS.contains(mediaType);
    }

    /** Whether it is Docker's old manifest, which has no config blob. */
    static boolean isSchema1(String mediaType) {
        return mediaType.startsWith(SCHEMA_1);
    }

    /**
     * How a layer of this type is packed.
     *
     * @throws OciException when it is not a layer that can be copied and read, such as a foreign or encrypted one
     */
    public static Compression compressionOf(String layerMediaType) throws OciException {
        if (UNCOMPRESSED.contains(layerMediaType)) {
            return Compression.NONE;
        }
        if (GZIP.contains(layerMediaType)) {
            return Compression.GZIP;
        }
        if (OCI_LAYER_ZSTD.equals(layerMediaType)) {
            return Compression.ZSTD;
        }
        throw new OciException("a layer of media type " + layerMediaType
                + " cannot be read; rebuild the base image with" + " gzip, zstd or uncompressed layers");
    }
}

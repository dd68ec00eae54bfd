package io.github.tcib.oci;

/** In which family of media types an image is written. */
public enum ImageFormat {
    /** OCI image-spec 1.1. */
    OCI(MediaTypes.OCI_MANIFEST, MediaTypes.OCI_CONFIG),
    /** Docker's image manifest version 2, schema 2. */
    DOCKER(MediaTypes.DOCKER_MANIFEST, MediaTypes.DOCKER_CONFIG);

    private final String manifestType;
    private final String configType;

    ImageFormat(String manifestType, String configType) {
        this.manifestType = manifestType;
        this.configType = configType;
    }

    public String manifestType() {
        return manifestType;
    }

    public String configType() {
        return configType;
    }

    /**
     * The media type of a layer.
     *
     * @throws OciException when the format has none for that compression
     */
    public String layerType(Compression compression) throws OciException {
        return switch (compression) {
            case NONE -> this == OCI ? MediaTypes.OCI_LAYER : MediaTypes.DOCKER_LAYER;
            case GZIP -> this == OCI ? MediaTypes.OCI_LAYER_GZIP : MediaTypes.DOCKER_LAYER_GZIP;
            case ZSTD -> {
                if (this == DOCKER) {
                    throw new OciException("the Docker format has no layers packed with zstd; use tcib.format=oci");
                }
                yield MediaTypes.OCI_LAYER_ZSTD;
            }
            case XZ, BZIP2 -> throw new OciException("no image format has layers packed with " + compression);
        };
    }
}

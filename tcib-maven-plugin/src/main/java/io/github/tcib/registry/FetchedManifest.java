package io.github.tcib.registry;

import io.github.tcib.oci.Digest;

/** A manifest, or an index of manifests, as a registry has it. */
public final class FetchedManifest {

    private final String mediaType;
    private final Digest digest;
    private final byte[] content;

    FetchedManifest(String mediaType, Digest digest, byte[] content) {
        this.mediaType = mediaType;
        this.digest = digest;
        this.content = content;
    }

    /** What the registry says it is. */
    public String mediaType() {
        return mediaType;
    }

    /** The digest of the content. */
    public Digest digest() {
        return digest;
    }

    /** A copy of its bytes. */
    public byte[] content() {
        return content.clone();
    }
}

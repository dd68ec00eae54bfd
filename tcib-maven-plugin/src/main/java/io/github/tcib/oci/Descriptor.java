package io.github.tcib.oci;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What points to a blob (OCI image-spec 1.1, descriptor.md).
 *
 * @param mediaType what the blob is
 * @param digest of the blob
 * @param size of the blob in bytes
 * @param annotations those of the descriptor, sorted by key
 */
public record Descriptor(String mediaType, Digest digest, long size, SortedMap<String, String> annotations) {

    public Descriptor {
        annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
    }

    public Descriptor(String mediaType, Digest digest, long size) {
        this(mediaType, digest, size, new TreeMap<>());
    }

    /** The same blob under another media type. */
    public Descriptor as(String otherMediaType) {
        return new Descriptor(otherMediaType, digest, size, annotations);
    }

    /** The same blob with other annotations. */
    public Descriptor with(Map<String, String> otherAnnotations) {
        return new Descriptor(mediaType, digest, size, new TreeMap<>(otherAnnotations));
    }
}

package io.github.tcib.size.layer;

import io.github.tcib.oci.Digest;

/** What came of reading a layer. */
public sealed interface LayerReading {

    Digest diffId();

    /** It was read, or had been read before. */
    record Known(LayerContents contents) implements LayerReading {

        @Override
        public Digest diffId() {
            return contents.diffId();
        }
    }

    /**
     * It could not be read; only its size is known, if that.
     *
     * @param packedBytes as the image says; 0 if it does not
     * @param reason worded for the user
     * @param foreign whether it is to be got elsewhere by design, so that nothing is wrong
     */
    record Unknown(Digest diffId, long packedBytes, String reason, boolean foreign) implements LayerReading {}
}

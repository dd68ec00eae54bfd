package io.github.tcib.size;

import java.util.Optional;

/**
 * The set of images as a whole.
 *
 * @param images how many images
 * @param layers how many distinct layers
 * @param unpacked the sums of unpacked sizes; empty when only manifests were read, which do not tell them
 * @param packed the sums of sizes as they go over the network
 */
public record SetFigures(int images, int layers, Optional<Unpacked> unpacked, Sums packed) {

    /**
     * Sums over the set.
     *
     * @param distinct each layer once
     * @param naive the sum of the images, as if nothing were shared
     */
    public record Sums(long distinct, long naive) {}

    /**
     * Sums of unpacked sizes.
     *
     * @param sums what a store with all images takes, and would take if nothing were shared
     * @param wasteBytes contents of files that some image's own layers hide, in the layers of the set
     */
    public record Unpacked(Sums sums, long wasteBytes) {

        public long distinctBytes() {
            return sums.distinct();
        }
    }

    /** The sums of unpacked sizes, or of packed ones where only those are known. */
    public Sums sums() {
        return unpacked.map(Unpacked::sums).orElse(packed);
    }

    /** How many times the set would be larger without sharing; 1 for an empty set. */
    public double sharingFactor() {
        Sums sums = sums();
        return sums.distinct() == 0 ? 1 : (double) sums.naive() / sums.distinct();
    }
}

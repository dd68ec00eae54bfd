package io.github.tcib.size;

/**
 * The set of images as a whole.
 *
 * @param images how many images
 * @param layers how many distinct layers
 * @param distinctBytes each layer once: what a store with all images takes
 * @param naiveBytes the sum of the images, as if nothing were shared
 * @param distinctPackedBytes each layer once, as it goes over the network
 * @param wasteBytes contents of files that some image's own layers hide, in the layers of the set
 */
public record SetFigures(
        int images, int layers, long distinctBytes, long naiveBytes, long distinctPackedBytes, long wasteBytes) {

    /** How many times the set would be larger without sharing; 1 for an empty set. */
    public double sharingFactor() {
        return distinctBytes == 0 ? 1 : (double) naiveBytes / distinctBytes;
    }
}

package io.github.tcib.size;

import io.github.tcib.oci.Digest;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What is known of the size of one image. Bytes are those of unpacked layers unless they are called packed.
 *
 * @param name in the layout; the reference for an image that only others build on
 * @param reference in the store
 * @param digest of the manifest
 * @param parent name of the image it is built on, if that is among those measured
 * @param external whether it is not of the set: only others are built on it
 * @param layers all its layers, bottom first
 * @param ownLayers how many of them, at the top, the parent does not have
 * @param bytes its sizes; empty when only its manifest was read, which does not tell them
 * @param packed its sizes as they go over the network
 * @param dependents how many images of the set are built on it, directly or not
 * @param packages what its package database says
 * @param owners who has the bytes of its own layers: the sum is its own bytes; largest first
 * @param files the largest files of its own layers, largest first
 * @param waste why its own layers waste what they waste, largest first
 * @param avoidable what its own layers show of kinds that images rarely need, largest first
 * @param forbidden what it shows of forbidden paths, by the glob that forbids them
 */
public record ImageFigures(
        String name,
        String reference,
        String digest,
        Optional<String> parent,
        boolean external,
        List<Digest> layers,
        int ownLayers,
        Optional<Bytes> bytes,
        Shares packed,
        int dependents,
        PackageFigures packages,
        List<OwnerBytes> owners,
        List<FileBytes> files,
        List<WasteBytes> waste,
        List<AvoidableBytes> avoidable,
        SortedMap<String, List<String>> forbidden) {

    public ImageFigures {
        layers = List.copyOf(layers);
        owners = List.copyOf(owners);
        files = List.copyOf(files);
        waste = List.copyOf(waste);
        avoidable = List.copyOf(avoidable);
    }

    /**
     * Sizes of an image.
     *
     * @param all the sum of its layers: what it takes on a machine that has nothing else
     * @param own the sum of the layers its parent does not have
     * @param unique the sum of the layers no other image of the set has
     * @param amortised each layer divided by how many images of the set have it; sums to the distinct bytes of the set
     * @param wasteOwn contents of files that its own layers hide
     * @param wasteInherited contents of files that were hidden in the parent already
     * @param overhead what the tar files of all its layers have beside contents
     * @param notRead the part of all that is in layers whose contents are not known
     */
    public record Bytes(
            long all,
            long own,
            long unique,
            long amortised,
            long wasteOwn,
            long wasteInherited,
            long overhead,
            long notRead) {

        /** Contents of files that the image carries and does not show. */
        public long waste() {
            return wasteOwn + wasteInherited;
        }

        /** Contents of the files that a container of the image sees. */
        public long rootFilesystem() {
            return all - waste() - overhead - notRead;
        }

        Shares shares() {
            return new Shares(all, own, unique, amortised);
        }
    }

    /**
     * What follows from which image has which layer.
     *
     * @param all the sum of its layers
     * @param own the sum of the layers its parent does not have
     * @param unique the sum of the layers no other image of the set has
     * @param amortised each layer divided by how many images of the set have it
     */
    public record Shares(long all, long own, long unique, long amortised) {}

    /** Its sizes unpacked, or packed where only those are known. */
    public Shares shares() {
        return bytes.map(Bytes::shares).orElse(packed);
    }

    /** Its own bytes times the images that carry them: what a byte saved here saves in all. */
    public long leverage() {
        return shares().own() * (dependents + (external ? 0 : 1));
    }
}

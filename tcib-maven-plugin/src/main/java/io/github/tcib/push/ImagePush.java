package io.github.tcib.push;

import io.github.tcib.oci.Descriptor;
import io.github.tcib.oci.Digest;
import io.github.tcib.oci.Layer;
import io.github.tcib.oci.LayoutImage;
import io.github.tcib.push.PushableImage.Packed;
import io.github.tcib.push.PushableImage.Unpacked;
import io.github.tcib.push.PushableImage.UnpackedLayer;
import io.github.tcib.registry.ImageReference;
import io.github.tcib.registry.RegistryException;
import io.github.tcib.registry.Repository;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Pushes one image to one repository: blobs, then the manifest under each tag, then a look whether it is there. Asks for every
 * blob also when the manifest is there: a registry may have lost one.
 */
final class ImagePush {

    private final BuiltImage built;
    private final List<ImageReference> references;
    private final ImageReference target;
    private final Repository repository;
    private final PackedImages packed;
    private final BlobPlaces places;
    private final Optional<String> base;
    private Traffic traffic = Traffic.NONE;

    /** @param base the repository of the same registry that the image's base came from */
    ImagePush(
            BuiltImage built,
            List<ImageReference> references,
            Repository repository,
            PackedImages packed,
            BlobPlaces places,
            Optional<String> base) {
        this.built = built;
        this.references = List.copyOf(references);
        this.target = references.get(0);
        this.repository = repository;
        this.packed = packed;
        this.places = places;
        this.base = base;
    }

    /** Leaves tags alone that are there, whatever they name; nothing when one of them is not there. */
    Optional<PushedImage> existing() throws IOException, InterruptedException {
        long start = System.nanoTime();
        Optional<Digest> found = Optional.empty();
        for (ImageReference reference : references) {
            Optional<Digest> digest = repository.fetchManifestDigest(reference.selector());
            if (digest.isEmpty()) {
                return Optional.empty();
            }
            found = found.or(() -> digest);
        }
        return found.map(digest -> result(
                PushStatus.EXISTING, Optional.of(new PushedImage.Manifest(digest, Optional.empty())), start, ""));
    }

    /** Brings the image to the registry; when it returns, all of it is there and was asked for. */
    PushedImage run(PushableImage image) throws IOException, InterruptedException {
        long start = System.nanoTime();
        LayoutImage whole;
        Map<ImageReference, Optional<Digest>> tags = new LinkedHashMap<>();
        if (image instanceof Packed there) {
            whole = there.image();
            for (ImageReference reference : namesFor(whole)) {
                tags.put(reference, repository.fetchManifestDigest(reference.selector()));
            }
            boolean known = tags.containsValue(Optional.of(whole.manifest().digest()));
            for (Layer layer : whole.layers()) {
                bring(layer.blob(), known);
            }
            bring(whole.configBlob(), known);
        } else {
            whole = bringWhileItIsPacked((Unpacked) image);
        }
        boolean changed = writeManifests(whole, tags);
        PushedImage.Manifest manifest = new PushedImage.Manifest(
                whole.manifest().digest(), Optional.of(whole.manifest().mediaType()));
        boolean nothingNew = !changed && traffic.sent() == 0 && traffic.mounted() == 0;
        return result(nothingNew ? PushStatus.UNCHANGED : PushStatus.PUSHED, Optional.of(manifest), start, "");
    }

    /** What a dry run can know: blobs that are packed are asked for, others would be packed and, if need be, sent. */
    PushedImage plan(PushableImage image) throws IOException, InterruptedException {
        long start = System.nanoTime();
        if (image instanceof Unpacked) {
            return result(PushStatus.PLANNED, Optional.empty(), start, "not all of its layers are packed yet");
        }
        LayoutImage whole = ((Packed) image).image();
        List<Descriptor> blobs = new ArrayList<>();
        whole.layers().forEach(layer -> blobs.add(layer.blob()));
        blobs.add(whole.configBlob());
        for (Descriptor blob : blobs) {
            if (repository.hasBlob(blob)) {
                places.add(target, blob.digest());
                count(blob, Repository.Delivery.PRESENT);
            } else {
                boolean elsewhere = places.find(target, blob.digest()).isPresent();
                places.add(target, blob.digest());
                count(blob, elsewhere ? Repository.Delivery.MOUNTED : Repository.Delivery.SENT);
            }
        }
        PushedImage.Manifest manifest = new PushedImage.Manifest(
                whole.manifest().digest(), Optional.of(whole.manifest().mediaType()));
        return result(PushStatus.PLANNED, Optional.of(manifest), start, "");
    }

    /** What its manifest is stored under: the tags, or its digest when those will name an index of several platforms. */
    private List<ImageReference> namesFor(LayoutImage whole) {
        return built.part().isEmpty()
                ? references
                : List.of(new ImageReference(
                        target.registry(),
                        target.repository(),
                        Optional.empty(),
                        Optional.of(whole.manifest().digest())));
    }

    private LayoutImage bringWhileItIsPacked(Unpacked image) throws IOException, InterruptedException {
        List<Layer> layers = new ArrayList<>();
        for (UnpackedLayer unpacked : image.layers()) {
            Layer layer = packed.await(unpacked);
            layers.add(layer);
            bring(layer.blob(), false);
        }
        LayoutImage whole = packed.write(built, image, layers);
        bring(whole.configBlob(), false);
        return whole;
    }

    /** @param likely whether it is probably there */
    private void bring(Descriptor blob, boolean likely) throws IOException, InterruptedException {
        Optional<String> from = places.find(target, blob.digest());
        if (!likely && from.isPresent()) {
            count(blob, repository.pushBlob(blob, packed.fileOf(blob), from));
        } else if (repository.hasBlob(blob)) {
            count(blob, Repository.Delivery.PRESENT);
        } else {
            synchronized (places.lockOf(target, blob.digest())) {
                // The registry looks into the base's repository; if the blob is not there, it is sent as ever.
                Optional<String> elsewhere = places.find(target, blob.digest()).or(() -> base);
                count(blob, repository.pushBlob(blob, packed.fileOf(blob), elsewhere));
                places.add(target, blob.digest());
            }
        }
        places.add(target, blob.digest());
    }

    private void count(Descriptor blob, Repository.Delivery delivery) {
        traffic = traffic.plus(
                switch (delivery) {
                    case SENT -> new Traffic(blob.size(), 0, 0);
                    case MOUNTED -> new Traffic(0, blob.size(), 0);
                    case PRESENT -> new Traffic(0, 0, blob.size());
                });
    }

    private boolean writeManifests(LayoutImage whole, Map<ImageReference, Optional<Digest>> tags)
            throws IOException, InterruptedException {
        Descriptor manifest = whole.manifest();
        byte[] content = packed.readManifest(manifest);
        boolean changed = false;
        for (ImageReference reference : namesFor(whole)) {
            String tag = reference.selector();
            if (tags.getOrDefault(reference, Optional.empty()).equals(Optional.of(manifest.digest()))) {
                continue;
            }
            changed = true;
            repository.putManifest(tag, manifest.mediaType(), content);
            Optional<Digest> there = repository.fetchManifestDigest(tag);
            if (!there.equals(Optional.of(manifest.digest()))) {
                throw new RegistryException(
                        RegistryException.Kind.REQUEST,
                        reference + " was pushed as " + manifest.digest() + ", but the registry "
                                + there.map(digest -> "has " + digest).orElse("does not have it")
                                + "; does something else push this tag, or convert manifests?");
            }
        }
        return changed;
    }

    private PushedImage result(PushStatus status, Optional<PushedImage.Manifest> manifest, long start, String reason) {
        return new PushedImage(
                built, references, status, manifest, traffic, Duration.ofNanos(System.nanoTime() - start), reason);
    }
}

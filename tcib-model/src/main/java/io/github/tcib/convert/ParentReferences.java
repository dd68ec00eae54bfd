package io.github.tcib.convert;

import io.github.tcib.model.ImageName;
import io.github.tcib.model.ImageNaming;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * Recognises the images of a folder in what FROM names. A reference means an image of the folder when it is the reference the
 * image will be built under, when it ends in the prefix and the image's name, or when it is the bare name without a foreign
 * registry.
 */
final class ParentReferences {

    /** The prefix the reference tool uses unless told otherwise. */
    private static final String COMMON_PREFIX = "openstack";

    private final Set<ImageName> images;
    private final ImageNaming naming;

    ParentReferences(Collection<ImageName> images, ImageNaming naming) {
        this.images = Set.copyOf(images);
        this.naming = naming;
    }

    /**
     * A reference in its parts.
     *
     * @param registry may be empty
     * @param namespace may be empty
     * @param last the last path segment
     * @param tag may be empty
     */
    record Parts(String registry, String namespace, String last, String tag) {

        static Parts of(String reference) {
            int slash = reference.lastIndexOf('/');
            String path = slash < 0 ? "" : reference.substring(0, slash);
            String name = reference.substring(slash + 1);
            int colon = name.indexOf(':');
            int first = path.indexOf('/');
            String head = first < 0 ? path : path.substring(0, first);
            boolean host = head.indexOf('.') >= 0 || head.indexOf(':') >= 0 || head.equals("localhost");
            String rest = first < 0 ? "" : path.substring(first + 1);
            return new Parts(
                    host ? head : "",
                    host ? rest : path,
                    colon < 0 ? name : name.substring(0, colon),
                    colon < 0 ? "" : name.substring(colon + 1));
        }
    }

    /** The image of the folder that FROM means; none for the image itself and for a reference with a digest. */
    Optional<ImageName> imageIn(String reference, ImageName self) {
        if (reference.indexOf('@') >= 0) {
            return Optional.empty();
        }
        Parts parts = Parts.of(reference);
        return images.stream()
                .filter(image -> !image.equals(self))
                .filter(image -> naming.referenceOf(image).equals(reference) || isNamed(parts, image))
                .findFirst();
    }

    private boolean isNamed(Parts parts, ImageName image) {
        boolean near = parts.registry().isEmpty()
                || parts.registry().equals("localhost")
                || parts.registry().equals(naming.registry());
        return parts.last().equals(naming.prefix() + "-" + image)
                || parts.last().equals(COMMON_PREFIX + "-" + image)
                || (near && parts.last().equals(image.value()));
    }

    /** The settings with which the image would be built under a reference, for the user to set. */
    String settingsFor(String reference, ImageName image) {
        Parts parts = Parts.of(reference);
        String prefix = parts.last().equals(image.value())
                ? ""
                : parts.last()
                        .substring(0, parts.last().length() - image.value().length() - 1);
        return "-Dtcib.registry=" + parts.registry() + " -Dtcib.namespace=" + parts.namespace() + " -Dtcib.prefix="
                + prefix + " -Dtcib.tag=" + (parts.tag().isEmpty() ? "latest" : parts.tag());
    }
}

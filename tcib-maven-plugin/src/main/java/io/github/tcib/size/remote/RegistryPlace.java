package io.github.tcib.size.remote;

import io.github.tcib.registry.ImageReference;
import io.github.tcib.registry.RegistryException;
import java.util.Optional;

/**
 * Where in a registry the images of a tree lie, as far as that is not where their references say: {@code HOST/NAMESPACE:TAG},
 * {@code HOST/NAMESPACE}, or {@code TAG} alone. The last part of each image's repository stays.
 *
 * @param namespace host, and namespace if there is one, in place of the references'
 * @param tag in place of the references'
 */
public record RegistryPlace(Optional<String> namespace, Optional<String> tag) {

    /** Where the references say. */
    public static RegistryPlace ofTheReferences() {
        return new RegistryPlace(Optional.empty(), Optional.empty());
    }

    /**
     * Reads a place.
     *
     * @throws RegistryException when it is none; the message is worded for the user
     */
    public static RegistryPlace parse(String text) throws RegistryException {
        int slash = text.indexOf('/');
        if (text.isBlank() || slash == 0 || (slash < 0 && text.contains(":"))) {
            throw new RegistryException(
                    RegistryException.Kind.REQUEST,
                    "'" + text + "' is no place in a registry; write HOST/NAMESPACE:TAG, HOST/NAMESPACE, or TAG alone");
        }
        if (slash < 0) {
            ImageReference.checkTag(text);
            return new RegistryPlace(Optional.empty(), Optional.of(text));
        }
        int colon = text.lastIndexOf(':');
        boolean hasTag = colon > text.lastIndexOf('/');
        String namespace = (hasTag ? text.substring(0, colon) : text).replaceFirst("/$", "");
        // a host without namespace holds images, too
        ImageReference.parse(namespace + "/image" + (hasTag ? text.substring(colon) : ""));
        return new RegistryPlace(
                Optional.of(namespace), hasTag ? Optional.of(text.substring(colon + 1)) : Optional.empty());
    }

    /** The registry it is in, given one that the references are in. */
    public String registry(String ofTheReferences) {
        return namespace.map(text -> text.split("/", 2)[0]).orElse(ofTheReferences);
    }

    /** The reference of an image in this place. */
    public String referenceFor(String reference) throws RegistryException {
        ImageReference own = ImageReference.parse(reference);
        String name = own.repository().substring(own.repository().lastIndexOf('/') + 1);
        return namespace.map(text -> text + "/" + name).orElse(own.name()) + ":"
                + tag.or(own::tag).orElse("latest");
    }

    @Override
    public String toString() {
        return namespace
                .map(text -> text + tag.map(word -> ":" + word).orElse(""))
                .orElse(tag.map(word -> "tag " + word).orElse("the registry"));
    }
}

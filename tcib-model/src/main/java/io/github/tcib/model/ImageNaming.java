package io.github.tcib.model;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How references of built images are made: {@code registry/namespace/prefix-name:tag} (reference behaviour). An empty
 * registry, namespace or prefix is left out together with its separator.
 *
 * @param registry host and optional port, such as {@code registry.example.org:5000}
 * @param namespace one or more path components
 * @param prefix put before the image's name
 * @param tag the tag
 */
public record ImageNaming(String registry, String namespace, String prefix, String tag) {

    private static final Pattern REGISTRY =
            Pattern.compile("([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:]+])(:[0-9]{1,5})?");
    private static final Pattern PATH =
            Pattern.compile("[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*");
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");

    /** The reference of an image. */
    public String referenceOf(ImageName image) {
        StringBuilder reference = new StringBuilder();
        if (!registry.isEmpty()) {
            reference.append(registry).append('/');
        }
        if (!namespace.isEmpty()) {
            reference.append(namespace).append('/');
        }
        if (!prefix.isEmpty()) {
            reference.append(prefix).append('-');
        }
        return reference.append(image).append(':').append(tag).toString();
    }

    /** What keeps the parts from making a valid reference (OCI distribution-spec 1.1); empty when they do. */
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (!registry.isEmpty() && !REGISTRY.matcher(registry).matches()) {
            faults.add("tcib.registry '" + registry + "' is not a host or host:port");
        }
        if (!namespace.isEmpty() && !PATH.matcher(namespace).matches()) {
            faults.add("tcib.namespace '" + namespace + "' is not a valid repository path: " + ImageName.rule());
        }
        if (!prefix.isEmpty() && !ImageName.isValid(prefix)) {
            faults.add("tcib.prefix '" + prefix + "' is not valid in a repository name: " + ImageName.rule());
        }
        if (!TAG.matcher(tag).matches()) {
            faults.add("tcib.tag '" + tag + "' is not a valid tag: use up to 128 letters, digits, '_', '.' and '-',"
                    + " not beginning with '.' or '-'");
        }
        return faults;
    }
}

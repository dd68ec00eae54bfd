package io.github.tcib.patch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An image to be patched, and what the new one is called.
 *
 * @param reference the image
 * @param newReference the same with a suffix to its tag
 */
public record PatchTarget(String reference, String newReference) {

    /** OCI distribution-spec 1.1, "Pulling manifests". */
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/-]*");

    /**
     * The new reference is the old one with {@code -suffix} after its tag (reference: {@code modified_append_tag}), which is
     * {@code latest} if there is none. One that names its image by a digest alone gets the suffix as its tag.
     *
     * @throws PatchException when the reference or the new tag is none
     */
    static PatchTarget of(String reference, String suffix) throws PatchException {
        int at = reference.indexOf('@');
        String named = at < 0 ? reference : reference.substring(0, at);
        int colon = named.lastIndexOf(':');
        boolean tagged = colon > named.lastIndexOf('/');
        String name = tagged ? named.substring(0, colon) : named;
        if (!NAME.matcher(name).matches()) {
            throw new PatchException("'" + reference
                    + "' is not an image reference; write host[:port]/path:tag, the path in lower case");
        }
        String tag;
        if (tagged) {
            tag = named.substring(colon + 1) + "-" + suffix;
        } else {
            tag = at < 0 ? "latest-" + suffix : suffix;
        }
        if (!TAG.matcher(tag).matches()) {
            throw new PatchException("'" + tag + "', the tag of the new image of " + reference
                    + ", is not a tag: use up to 128 letters, digits, '_', '.' and '-'");
        }
        return new PatchTarget(reference, name + ":" + tag);
    }

    /**
     * The targets of some references, each once.
     *
     * @throws PatchException when a reference is none, or two would give the same new image
     */
    public static List<PatchTarget> of(Collection<String> references, String suffix) throws PatchException {
        Map<String, String> byNewReference = new LinkedHashMap<>();
        List<PatchTarget> targets = new ArrayList<>();
        for (String reference : new LinkedHashSet<>(references)) {
            PatchTarget target = of(reference, suffix);
            String other = byNewReference.putIfAbsent(target.newReference(), reference);
            if (other != null) {
                throw new PatchException("the new images of " + other + " and " + reference + " would both be called "
                        + target.newReference() + "; leave one of them out");
            }
            targets.add(target);
        }
        return targets;
    }
}

package io.github.tcib.push;

import io.github.tcib.registry.ImageReference;
import io.github.tcib.registry.RegistryException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where images go: by default where their references say.
 *
 * @param registry in place of the reference's
 * @param tag in place of the reference's
 * @param moreTags further tags
 */
public record PushTargets(Optional<String> registry, Optional<String> tag, List<String> moreTags) {

    public PushTargets {
        moreTags = List.copyOf(moreTags);
    }

    /** The references an image gets: one repository, one or more tags. */
    List<ImageReference> of(BuiltImage image) throws RegistryException {
        ImageReference own = ImageReference.parse(image.publicReference());
        ImageReference placed = registry.isEmpty()
                ? own
                : ImageReference.parse(registry.get() + "/" + own.repository() + ":" + own.selector());
        Set<String> tags = new LinkedHashSet<>();
        tags.add(tag.or(own::tag).orElse("latest"));
        tags.addAll(moreTags);
        List<ImageReference> references = new ArrayList<>();
        for (String text : tags) {
            ImageReference.checkTag(text);
            references.add(placed.withTag(text));
        }
        return references;
    }
}

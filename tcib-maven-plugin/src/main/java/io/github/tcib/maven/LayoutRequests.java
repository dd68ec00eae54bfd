package io.github.tcib.maven;

import io.github.tcib.model.ImageDefinition;
import io.github.tcib.model.ImageTree;
import io.github.tcib.model.Parent;
import io.github.tcib.registry.ImageReference;
import io.github.tcib.registry.RegistryException;
import io.github.tcib.size.ImageRequest;
import io.github.tcib.size.remote.RegistryPlace;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The images of a layout as they lie in a registry, whoever built them. */
final class LayoutRequests {

    private final Map<ImageDefinition, String> references = new LinkedHashMap<>();
    private final Set<String> registries = new HashSet<>();
    private final RegistryPlace place;

    /** @throws RegistryException when a reference is none */
    LayoutRequests(ImageTree tree, RegistryPlace place) throws RegistryException {
        this.place = place;
        for (ImageDefinition image : tree.graph().images()) {
            if (!tree.leftOut().containsKey(image.name())) {
                String reference = place.referenceFor(image.reference());
                references.put(image, reference);
                registries.add(ImageReference.parse(reference).registry());
            }
        }
    }

    List<ImageRequest> requests() {
        return references.entrySet().stream()
                .map(entry ->
                        new ImageRequest(entry.getKey().name().value(), entry.getValue(), parentOf(entry.getKey())))
                .toList();
    }

    /** A base is asked for only where the images are: of other registries nobody said that they can be reached. */
    private Optional<String> parentOf(ImageDefinition image) {
        try {
            return image.parent() instanceof Parent.InTree inTree
                    ? Optional.of(place.referenceFor(inTree.reference()))
                    : Optional.of(image.parent().reference()).filter(this::isInTheSameRegistries);
        } catch (RegistryException e) {
            return Optional.empty();
        }
    }

    private boolean isInTheSameRegistries(String reference) {
        try {
            return registries.contains(ImageReference.parse(reference).registry());
        } catch (RegistryException e) {
            return false;
        }
    }
}

package io.github.tcib.lock.resolve;

import io.github.tcib.lock.LockedParent;
import io.github.tcib.model.ImageDefinition;
import io.github.tcib.model.ImageGraph;
import io.github.tcib.model.ImageName;
import io.github.tcib.model.ImageTree;
import io.github.tcib.model.Location;
import io.github.tcib.model.Parent;
import io.github.tcib.model.Problem;
import io.github.tcib.oci.Digest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * An image as far as its packages are concerned.
 *
 * @param location where the image is defined
 */
record ImageSteps(ImageName name, LockedParent parent, List<PackageStep> steps, Location location) {

    ImageSteps {
        steps = List.copyOf(steps);
    }

    /** The digest of the steps. */
    Digest digest() {
        return StepJson.digestOf(steps);
    }

    /**
     * The images of a tree by the references of their bases, parents before children. Images that are not built are left out,
     * and bases under which no image does anything to packages.
     *
     * @param warnings gets what concerns packages and is not followed
     */
    static Map<String, List<ImageSteps>> byBase(ImageTree tree, Consumer<Problem> warnings) {
        ImageGraph graph = tree.graph();
        Map<String, List<ImageSteps>> byBase = new LinkedHashMap<>();
        for (ImageDefinition image : graph.images()) {
            if (tree.leftOut().containsKey(image.name())) {
                continue;
            }
            LockedParent parent = image.parent() instanceof Parent.InTree inTree
                    ? new LockedParent.Image(inTree.image())
                    : new LockedParent.Base(image.parent().reference());
            byBase.computeIfAbsent(baseOf(graph, image), base -> new ArrayList<>())
                    .add(new ImageSteps(image.name(), parent, RunSteps.of(image, warnings), image.location()));
        }
        byBase.values()
                .removeIf(images ->
                        images.stream().allMatch(image -> image.steps().isEmpty()));
        return byBase;
    }

    private static String baseOf(ImageGraph graph, ImageDefinition image) {
        List<ImageName> ancestors = graph.ancestorsOf(image.name());
        ImageDefinition root = ancestors.isEmpty() ? image : graph.image(ancestors.get(ancestors.size() - 1));
        return root.parent().reference();
    }
}

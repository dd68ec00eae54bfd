package io.github.tcib.lock.resolve;

import io.github.tcib.lock.LockedParent;
import io.github.tcib.lock.MetadataKind;
import io.github.tcib.model.ImageDefinition;
import io.github.tcib.model.ImageGraph;
import io.github.tcib.model.ImageName;
import io.github.tcib.model.ImageTree;
import io.github.tcib.model.Parent;
import io.github.tcib.model.Problem;
import io.github.tcib.oci.Digest;
import io.github.tcib.shell.Dialect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * An image as far as its packages are concerned.
 *
 * @param steps what its RUN instructions do where sh is bash
 * @param posixSteps what they do where it is another shell, such as dash: it may decide conditions otherwise
 */
record ImageSteps(ImageName name, LockedParent parent, List<PackageStep> steps, List<PackageStep> posixSteps) {

    ImageSteps {
        steps = List.copyOf(steps);
        posixSteps = List.copyOf(posixSteps);
    }

    /** The digest of the steps. */
    Digest digest() {
        List<PackageStep> both = new ArrayList<>(steps);
        both.addAll(posixSteps);
        return StepJson.digestOf(both);
    }

    /** What the steps name things of that are no packages. A name after {@code @} may be a module stream's or a group's. */
    SortedSet<MetadataKind> metadata() {
        SortedSet<MetadataKind> kinds = new TreeSet<>();
        Stream.concat(steps.stream(), posixSteps.stream()).forEach(step -> {
            if (step instanceof PackageStep.Module) {
                kinds.add(MetadataKind.MODULES);
            } else if (step instanceof PackageStep.Transaction transaction) {
                if (transaction.action() == PackageStep.Action.GROUP) {
                    kinds.add(MetadataKind.GROUP);
                } else if (transaction.names().stream().anyMatch(name -> name.startsWith("@"))) {
                    kinds.addAll(Set.of(MetadataKind.values()));
                }
            }
        });
        return kinds;
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
                    .add(new ImageSteps(
                            image.name(),
                            parent,
                            RunSteps.of(image, Dialect.BASH, warnings),
                            RunSteps.of(image, Dialect.POSIX, ignored -> {})));
        }
        byBase.values()
                .removeIf(images -> images.stream()
                        .allMatch(image ->
                                image.steps().isEmpty() && image.posixSteps().isEmpty()));
        return byBase;
    }

    private static String baseOf(ImageGraph graph, ImageDefinition image) {
        List<ImageName> ancestors = graph.ancestorsOf(image.name());
        ImageDefinition root = ancestors.isEmpty() ? image : graph.image(ancestors.get(ancestors.size() - 1));
        return root.parent().reference();
    }
}

package io.github.tcib.build;

import io.github.tcib.model.Arguments;
import io.github.tcib.model.ImageDefinition;
import io.github.tcib.model.ImageGraph;
import io.github.tcib.model.ImageName;
import io.github.tcib.model.Instruction;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The labels and annotations that images get beside those of their instructions: OCI image-spec, annotations.md, "Pre-Defined
 * Annotation Keys". What the layout sets itself, for the image or an ancestor, stays as it is.
 */
final class ImageLabels {

    private static final String PREFIX = "org.opencontainers.image.";

    private final ImageGraph graph;
    private final ProjectFacts project;

    ImageLabels(ImageGraph graph, ProjectFacts project) {
        this.graph = graph;
        this.project = project;
    }

    /** The annotations of an image. */
    SortedMap<String, String> annotationsOf(ImageDefinition image) {
        SortedMap<String, String> annotations = new TreeMap<>();
        annotations.put(PREFIX + "title", image.name().value());
        annotations.put(PREFIX + "version", project.version());
        project.revision().ifPresent(revision -> annotations.put(PREFIX + "revision", revision));
        project.created().ifPresent(created -> annotations.put(PREFIX + "created", created.toString()));
        annotations.keySet().removeIf(name -> isSetByLayout(name, image));
        return annotations;
    }

    /** The labels of an image: its annotations and its key. */
    SortedMap<String, String> labelsOf(ImageDefinition image, ImageKey key) {
        SortedMap<String, String> labels = annotationsOf(image);
        labels.put(ImageKey.LABEL, key.value());
        return labels;
    }

    private boolean isSetByLayout(String label, ImageDefinition image) {
        return sets(label, image)
                || graph.ancestorsOf(image.name()).stream()
                        .anyMatch((ImageName ancestor) -> sets(label, graph.image(ancestor)));
    }

    private static boolean sets(String label, ImageDefinition image) {
        return image.instructions().stream()
                .anyMatch(instruction -> instruction instanceof Instruction.Label
                        && instruction.arguments() instanceof Arguments.Text text
                        && (text.text().startsWith(label + "=") || text.text().startsWith("\"" + label + "\"=")));
    }
}

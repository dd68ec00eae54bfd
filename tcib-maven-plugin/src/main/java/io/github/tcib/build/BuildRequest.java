package io.github.tcib.build;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.github.tcib.model.ImageDefinition;
import io.github.tcib.model.ImageGraph;
import io.github.tcib.model.ImageName;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is to be built, how, and where the traces go.
 *
 * @param graph every image that was rendered
 * @param images the images asked for; their ancestors in the graph come along
 * @param leftOut images that are not built, with the reason; they appear in the results
 * @param contextRoot the build context of an image is the directory {@code contextRoot/<path of the image>}
 * @param settings how it is built
 * @param outputs where logs and results go
 * @param project what the images' OCI labels say of the project
 */
public record BuildRequest(
        ImageGraph graph,
        Set<ImageName> images,
        SortedMap<ImageName, String> leftOut,
        Path contextRoot,
        BuildSettings settings,
        BuildOutputs outputs,
        ProjectFacts project) {

    public BuildRequest {
        images = Set.copyOf(images);
        leftOut = Collections.unmodifiableSortedMap(new TreeMap<>(leftOut));
    }

    /** The images to build with their ancestors, parents before children. */
    public List<ImageDefinition> imagesInOrder() {
        Set<ImageName> wanted = new LinkedHashSet<>(images);
        images.forEach(image -> wanted.addAll(graph.ancestorsOf(image)));
        Set<ImageName> known =
                graph.images().stream().map(ImageDefinition::name).collect(toUnmodifiableSet());
        wanted.retainAll(known);
        return graph.images().stream()
                .filter(image -> wanted.contains(image.name()))
                .toList();
    }

    /** The directory of an image's build context. */
    public Path contextOf(ImageDefinition image) {
        return contextRoot.resolve(image.path());
    }
}

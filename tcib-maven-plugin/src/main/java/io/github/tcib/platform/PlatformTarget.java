package io.github.tcib.platform;

import io.github.tcib.model.Arguments;
import io.github.tcib.model.ImageDefinition;
import io.github.tcib.model.ImageGraph;
import io.github.tcib.model.ImageTree;
import io.github.tcib.model.Instruction;
import io.github.tcib.model.Parent;
import io.github.tcib.oci.Platform;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A platform that a tree is built for, and where its files lie.
 *
 * @param platform what it is
 * @param output the directory of its contexts, logs, results and reports
 * @param alone whether the tree is built for no other one: then its images are called what they are called in the registry
 */
public record PlatformTarget(Platform platform, Path output, boolean alone) {

    /** The only platform of a build. */
    public static PlatformTarget only(Platform platform, Path output) {
        return new PlatformTarget(platform, output, true);
    }

    /** The platforms of a build that has several. */
    public static List<PlatformTarget> several(List<Platform> platforms, Path output) {
        return platforms.stream()
                .map(platform -> new PlatformTarget(platform, output.resolve(platform.word()), false))
                .toList();
    }

    /** Where its build contexts lie. */
    public Path contextRoot() {
        return output.resolve("context");
    }

    /** Where the logs of its images lie. */
    public Path logs() {
        return output.resolve("logs");
    }

    /** The results of its build. */
    public Path resultFile() {
        return output.resolve("build-result.json");
    }

    /** What an image of the tree is called in stores, where images of other platforms lie as well. */
    public String nameInStore(String reference) {
        return alone ? reference : nameInStore(reference, platform);
    }

    /** What an image with that name in stores is called in registries; names that are no platform's stay as they are. */
    public String nameInRegistry(String nameInStore) {
        String end = nameInStore("", platform);
        return alone || !nameInStore.endsWith(end)
                ? nameInStore
                : nameInStore.substring(0, nameInStore.length() - end.length());
    }

    /** What an image of the tree for one of several platforms is called in stores. */
    static String nameInStore(String reference, Platform platform) {
        return reference + "-" + platform.word();
    }

    /** The tree with the names that its images have in stores. */
    public ImageTree named(ImageTree tree) {
        if (alone) {
            return tree;
        }
        List<ImageDefinition> images =
                tree.graph().images().stream().map(this::named).toList();
        return new ImageTree(ImageGraph.of(images), tree.leftOut(), tree.excluded(), tree.notes(), tree.warnings());
    }

    private ImageDefinition named(ImageDefinition image) {
        Parent parent = image.parent();
        List<Instruction> instructions = new ArrayList<>(image.instructions());
        if (parent instanceof Parent.InTree inTree) {
            parent = new Parent.InTree(inTree.image(), nameInStore(inTree.reference()));
            for (int i = 0; i < instructions.size(); i++) {
                if (instructions.get(i) instanceof Instruction.From from
                        && from.arguments().equals(new Arguments.Text(inTree.reference()))) {
                    instructions.set(i, new Instruction.From(new Arguments.Text(parent.reference()), from.location()));
                }
            }
        }
        return new ImageDefinition(
                image.name(),
                image.path(),
                nameInStore(image.reference()),
                parent,
                instructions,
                image.contextFiles(),
                image.location());
    }
}

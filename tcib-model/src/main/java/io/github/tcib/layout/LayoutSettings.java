package io.github.tcib.layout;

import io.github.tcib.model.ImageNaming;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the user set about reading a layout.
 *
 * @param directory the layout's root
 * @param shownFrom paths in messages are relative to this directory when they lie below it
 * @param contextRoot where build contexts will be written; {@code tcib_path} and {@code workdir} lie below it
 * @param choice which images
 * @param distribution what they are made of
 * @param overrides variables from outside the layout
 * @param naming how built images are called
 */
public record LayoutSettings(
        Path directory,
        Path shownFrom,
        Path contextRoot,
        Choice choice,
        Distribution distribution,
        Overrides overrides,
        ImageNaming naming) {

    /**
     * Which images of the layout are wanted.
     *
     * @param containersFile the image list; without one, every image
     * @param images names or globs that narrow the list; empty for no narrowing
     * @param filter names or globs that narrow it once more (the command line's); empty for no narrowing
     * @param excludes names or globs that are never rendered nor built
     */
    public record Choice(
            Optional<Path> containersFile, List<String> images, List<String> filter, List<String> excludes) {
        public Choice {
            images = List.copyOf(images);
            filter = List.copyOf(filter);
            excludes = List.copyOf(excludes);
        }

        /** Every image. */
        public static Choice everything() {
            return new Choice(Optional.empty(), List.of(), List.of(), List.of());
        }
    }

    /**
     * What the images are made of.
     *
     * @param base reference of the image that roots of the tree are built on
     * @param name {@code tcib_distro}, such as {@code centos} or {@code rhel}
     * @param release {@code tcib_release}, the major release
     * @param architecture machine name as {@code uname -m} has it, for {@code ansible_architecture}
     */
    public record Distribution(String base, String name, String release, String architecture) {}

    /**
     * Variables from outside the layout, in rising precedence.
     *
     * @param extras single variables
     * @param rhelModules {@code tcib_rhel_modules}: module name to stream
     * @param labels if any is given, they and five defaults replace {@code tcib_labels}
     * @param extraConfig a YAML file of variables for every image
     */
    public record Overrides(
            Map<String, String> extras,
            Map<String, String> rhelModules,
            Map<String, String> labels,
            Optional<Path> extraConfig) {

        /** Nothing from outside. */
        public static Overrides none() {
            return new Overrides(Map.of(), Map.of(), Map.of(), Optional.empty());
        }
    }
}

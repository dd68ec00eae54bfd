package io.github.tcib.layout;

import io.github.tcib.model.ImageName;
import io.github.tcib.model.Location;
import io.github.tcib.model.NearName;
import io.github.tcib.model.Problem;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Decides which images are rendered: the image list, narrowed by names and globs, less what is excluded. */
final class Selection {

    private final Collection<ImageName> all;
    private final LayoutSettings.Choice choice;
    private final ImageList list;
    private final Consumer<Problem> problems;
    private final Consumer<Problem> warnings;

    Selection(
            Collection<ImageName> all,
            LayoutSettings.Choice choice,
            ImageList list,
            Consumer<Problem> problems,
            Consumer<Problem> warnings) {
        this.all = all;
        this.choice = choice;
        this.list = list;
        this.problems = problems;
        this.warnings = warnings;
    }

    /** The images that are excluded by name or glob. */
    Set<ImageName> excluded() {
        SortedSet<ImageName> excluded = new TreeSet<>();
        for (String pattern : new NameFilter(choice.excludes()).patterns()) {
            Set<ImageName> found = NameFilter.expand(pattern, all);
            if (found.isEmpty()) {
                warnings.accept(unknown(Location.of("tcib.excludes"), pattern, all, "the layout"));
            }
            excluded.addAll(found);
        }
        return excluded;
    }

    /** Reads the image list; without one, every image is on it. */
    Set<ImageName> readListed(Set<ImageName> excluded) {
        Optional<Path> file = choice.containersFile();
        if (file.isEmpty()) {
            return new TreeSet<>(all);
        }
        SortedSet<ImageName> listed = new TreeSet<>();
        for (ImageList.Entry entry : list.read(file.get())) {
            if (ImageName.isValid(entry.name()) && all.contains(new ImageName(entry.name()))) {
                listed.add(new ImageName(entry.name()));
            } else if (!new NameFilter(choice.excludes()).patterns().contains(entry.name())) {
                problems.accept(unknown(entry.location(), entry.name(), all, "the layout"));
            }
        }
        listed.removeAll(excluded);
        return listed;
    }

    /**
     * Narrows images by the POM's names.
     *
     * @param candidates the listed images and their ancestors
     * @param wanted what is wanted when nothing narrows it
     */
    Set<ImageName> narrowByPom(Set<ImageName> candidates, Set<ImageName> wanted, Set<ImageName> excluded) {
        return narrow(candidates, wanted, excluded, choice.images(), "images");
    }

    /** Narrows images by the command line's names, in the same way. */
    Set<ImageName> narrowByFilter(Set<ImageName> candidates, Set<ImageName> wanted, Set<ImageName> excluded) {
        return narrow(candidates, wanted, excluded, choice.filter(), "tcib.images");
    }

    private Set<ImageName> narrow(
            Set<ImageName> candidates,
            Set<ImageName> wanted,
            Set<ImageName> excluded,
            List<String> patterns,
            String setting) {
        NameFilter filter = new NameFilter(patterns);
        if (filter.isEmpty()) {
            return wanted;
        }
        SortedSet<ImageName> narrowed = new TreeSet<>();
        for (String pattern : filter.patterns()) {
            Set<ImageName> found = NameFilter.expand(pattern, candidates);
            narrowed.addAll(found);
            if (found.isEmpty()) {
                problems.accept(reasonForNone(pattern, candidates, excluded, setting));
            }
        }
        return narrowed;
    }

    private Problem reasonForNone(String pattern, Set<ImageName> candidates, Set<ImageName> excluded, String setting) {
        Location location = Location.of(setting);
        if (!NameFilter.expand(pattern, excluded).isEmpty()) {
            return Problem.of(location, "'" + pattern + "' is excluded by tcib.excludes", "excludes always win");
        }
        if (!NameFilter.expand(pattern, all).isEmpty()) {
            return Problem.of(
                    location,
                    "'" + pattern + "' is an image of the layout, but not among the images that were chosen",
                    "add it to the image list, or to 'images' in the POM");
        }
        return unknown(location, pattern, candidates, "the layout");
    }

    private static Problem unknown(Location location, String name, Collection<ImageName> known, String where) {
        return new Problem(
                location,
                "there is no image '" + name + "' in " + where,
                NearName.hint(name, known.stream().map(ImageName::value).toList()));
    }
}

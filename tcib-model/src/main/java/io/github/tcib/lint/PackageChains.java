package io.github.tcib.lint;

import io.github.tcib.layout.ImageSource;
import io.github.tcib.layout.SourceTree;
import io.github.tcib.model.ImageDefinition;
import io.github.tcib.model.ImageName;
import io.github.tcib.model.Location;
import io.github.tcib.model.Problem;
import io.github.tcib.shell.PackageCommand;
import io.github.tcib.shell.ShellWord;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Follows packages down the tree: those installed again, and those of an ancestor that are removed. */
final class PackageChains implements Check {

    /** Who installed a package, and where that is written. */
    private record Installed(ImageName by, Location location) {}

    @Override
    public void check(SourceTree tree, Findings findings) {
        Map<ImageName, Map<String, Installed>> states = new HashMap<>();
        for (ImageDefinition image : tree.tree().graph().images()) {
            Map<String, Installed> state = new HashMap<>();
            tree.tree().graph().parentOf(image.name()).map(states::get).ifPresent(state::putAll);
            Optional<ImageSource> source = Optional.ofNullable(tree.sources().get(image.name()));
            for (RunScripts.RunScript script : RunScripts.of(image)) {
                for (PackageCommand command : PackageCommand.in(script.text())) {
                    for (ShellWord word : command.operands()) {
                        Location location = source.flatMap(s -> PackagePlaces.of(word.text(), s))
                                .orElse(script.location());
                        follow(command.action(), word, location, image.name(), state, findings);
                    }
                }
            }
            states.put(image.name(), state);
        }
    }

    private static void follow(
            PackageCommand.Action action,
            ShellWord word,
            Location location,
            ImageName image,
            Map<String, Installed> state,
            Findings findings) {
        String name = word.unquoted();
        if (action == PackageCommand.Action.INSTALL && word.isPlain()) {
            Installed before = state.putIfAbsent(name, new Installed(image, location));
            if (before != null) {
                findings.add(
                        Rule.REPEATED_PACKAGE,
                        Problem.of(
                                location,
                                "the package '" + name + "' is installed "
                                        + (before.by().equals(image)
                                                ? "twice in '" + image + "'"
                                                : "already by the ancestor '" + before.by() + "'"),
                                "see " + before.location()));
            }
        } else if (action == PackageCommand.Action.REMOVE) {
            Installed before = state.remove(name);
            if (before != null && !before.by().equals(image)) {
                findings.add(
                        Rule.UNDONE_WORK,
                        Problem.of(
                                location,
                                "the package '" + name + "' of the ancestor '" + before.by()
                                        + "' is removed, but stays in its layer",
                                "do not install it there, see " + before.location()));
            }
        }
    }
}

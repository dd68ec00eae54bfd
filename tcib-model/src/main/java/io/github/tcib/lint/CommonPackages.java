package io.github.tcib.lint;

import io.github.tcib.layout.ImageSource;
import io.github.tcib.layout.SourceTree;
import io.github.tcib.model.ImageDefinition;
import io.github.tcib.model.ImageGraph;
import io.github.tcib.model.ImageName;
import io.github.tcib.model.Location;
import io.github.tcib.model.Problem;
import io.github.tcib.template.Value;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Finds packages that all images built on one install: installed there they would be stored once. */
final class CommonPackages implements Check {

    private static final int FEWEST_SIBLINGS = 2;

    @Override
    public void check(SourceTree tree, Findings findings) {
        ImageGraph graph = tree.tree().graph();
        for (ImageDefinition parent : graph.images()) {
            SortedSet<ImageName> children = graph.childrenOf(parent.name());
            if (children.size() < FEWEST_SIBLINGS) {
                continue;
            }
            TreeSet<String> common = new TreeSet<>(RunScripts.installedBy(graph.image(children.first())));
            children.forEach(child -> common.retainAll(RunScripts.installedBy(graph.image(child))));
            if (!common.isEmpty()) {
                findings.add(
                        Rule.COMMON_PACKAGE,
                        Problem.of(
                                placeOf(parent, tree),
                                "all " + children.size() + " images built on '" + parent.name() + "' install "
                                        + String.join(", ", common),
                                "install it in '" + parent.name() + "'"));
            }
        }
    }

    private static Location placeOf(ImageDefinition parent, SourceTree tree) {
        return Optional.ofNullable(tree.sources().get(parent.name()))
                .map(ImageSource::variables)
                .flatMap(variables -> variables.get("tcib_packages"))
                .map(Value::location)
                .orElse(parent.location());
    }
}

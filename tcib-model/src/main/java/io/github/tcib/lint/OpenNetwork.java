package io.github.tcib.lint;

import io.github.tcib.layout.SourceTree;
import io.github.tcib.model.ImageDefinition;
import io.github.tcib.model.Problem;
import io.github.tcib.shell.NetworkCommand;
import java.util.stream.Collectors;

/** Finds RUN instructions that fetch what no lock of packages holds. */
final class OpenNetwork implements Check {

    @Override
    public void check(SourceTree tree, Findings findings) {
        for (ImageDefinition image : tree.tree().graph().images()) {
            for (RunScripts.RunScript script : RunScripts.of(image)) {
                String fetching = NetworkCommand.in(script.text()).stream()
                        .map(NetworkCommand::label)
                        .distinct()
                        .collect(Collectors.joining(", "));
                if (!fetching.isEmpty()) {
                    findings.add(
                            Rule.OPEN_NETWORK,
                            Problem.of(
                                    script.location(),
                                    "this RUN of '" + image.name() + "' takes something from the network by " + fetching
                                            + ", which no lock holds",
                                    "install a package, or copy a file from the layout"));
                }
            }
        }
    }
}

package io.github.tcib.lint;

import io.github.tcib.layout.SourceTree;
import io.github.tcib.model.Arguments;
import io.github.tcib.model.ImageDefinition;
import io.github.tcib.model.Instruction;
import io.github.tcib.model.Problem;
import java.util.List;

/** Finds images that end as root; those that others are built on are left alone. */
final class RootUsers implements Check {

    private static final List<String> ROOT = List.of("root", "0");

    @Override
    public void check(SourceTree tree, Findings findings) {
        for (ImageDefinition image : tree.tree().graph().images()) {
            if (!tree.tree().graph().childrenOf(image.name()).isEmpty()) {
                continue;
            }
            image.instructions().stream()
                    .filter(Instruction.User.class::isInstance)
                    .reduce((first, second) -> second)
                    .filter(user -> isRoot(user.arguments()))
                    .ifPresent(user -> findings.add(
                            Rule.ROOT_USER,
                            Problem.of(user.location(), "'" + image.name() + "' ends as root", "set tcib_user")));
        }
    }

    private static boolean isRoot(Arguments arguments) {
        return arguments instanceof Arguments.Text text
                && ROOT.contains(text.text().strip().replaceFirst(":.*", ""));
    }
}

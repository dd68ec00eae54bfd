package io.github.tcib.lint;

import io.github.tcib.layout.SourceTree;
import io.github.tcib.model.ImageDefinition;
import io.github.tcib.model.Problem;
import io.github.tcib.shell.PackageCommand;
import io.github.tcib.shell.ShellCommand;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds RUN instructions that fetch packages and do not clean up in the same layer, where alone it helps. */
final class CacheLeft implements Check {

    private static final Pattern CACHE = Pattern.compile("/var/cache/(dnf|yum|libdnf5|\\*)?/?\\*?");
    private static final Pattern MOUNTED =
            Pattern.compile("--mount=type=(cache|tmpfs|bind)\\S*/var/cache/(dnf|yum|libdnf5)");

    @Override
    public void check(SourceTree tree, Findings findings) {
        for (ImageDefinition image : tree.tree().graph().images()) {
            for (RunScripts.RunScript script : RunScripts.of(image)) {
                if (leavesCache(script) && !MOUNTED.matcher(script.text()).find()) {
                    findings.add(
                            Rule.CACHE_LEFT,
                            Problem.of(
                                    script.location(),
                                    "this RUN of '" + image.name()
                                            + "' leaves the package manager's cache in the layer",
                                    "end it with '&& dnf clean all && rm -rf /var/cache/dnf'"));
                }
            }
        }
    }

    private static boolean leavesCache(RunScripts.RunScript script) {
        boolean left = false;
        for (ShellCommand command : script.commands()) {
            Optional<PackageCommand> packages = PackageCommand.of(command);
            if (packages.filter(PackageCommand::fillsCache).isPresent()) {
                left = true;
            } else if (packages.filter(p -> p.action() == PackageCommand.Action.CLEAN)
                            .isPresent()
                    || removesCache(command)) {
                left = false;
            }
        }
        return left;
    }

    private static boolean removesCache(ShellCommand command) {
        return command.name().equals("rm")
                && command.operands().stream()
                        .anyMatch(word -> CACHE.matcher(word.unquoted()).matches());
    }
}

package io.github.tcib.shell;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A command that takes something from the network that no package manager of the distribution knows of.
 *
 * @param label the program and what it is asked to do, such as {@code pip install}
 */
public record NetworkCommand(String label) {

    /** Programs that do nothing else. */
    private static final Set<String> ALWAYS = Set.of("curl", "wget", "aria2c");

    /** Programs and those of their verbs that fetch. */
    private static final Map<String, Set<String>> VERBS = Map.of(
            "git", Set.of("clone", "fetch", "pull", "ls-remote", "submodule"),
            "pip", Set.of("install", "download", "wheel"),
            "npm", Set.of("install", "ci", "i"),
            "yarn", Set.of("install", "add"),
            "gem", Set.of("install"),
            "cargo", Set.of("install", "fetch"),
            "go", Set.of("install", "get", "mod"),
            "ansible-galaxy", Set.of("install", "collection", "role"));

    /** Reads a command; empty when it is none of these. */
    public static Optional<NetworkCommand> of(ShellCommand command) {
        String name = command.name();
        List<ShellWord> operands = command.operands();
        if (ALWAYS.contains(name)) {
            return operands.isEmpty() ? Optional.empty() : Optional.of(new NetworkCommand(name));
        }
        if (name.startsWith("python") && isModulePip(command.arguments())) {
            return withVerb("pip", operands.subList(Math.min(1, operands.size()), operands.size()));
        }
        return withVerb(name.startsWith("pip") ? "pip" : name, operands);
    }

    private static boolean isModulePip(List<ShellWord> arguments) {
        return arguments.size() > 1
                && arguments.get(0).text().equals("-m")
                && arguments.get(1).text().equals("pip");
    }

    private static Optional<NetworkCommand> withVerb(String name, List<ShellWord> operands) {
        Set<String> verbs = VERBS.getOrDefault(name, Set.of());
        return operands.stream()
                .findFirst()
                .map(ShellWord::text)
                .filter(verbs::contains)
                .map(verb -> new NetworkCommand(name + " " + verb));
    }

    /** The commands of a script that fetch, in order, but those that are never run. */
    public static List<NetworkCommand> in(String script) {
        return ShellScript.reachedIn(script, Dialect.BASH).stream()
                .filter(reached -> reached.reach() != Reach.NEVER)
                .flatMap(reached -> of(reached.command()).stream())
                .toList();
    }
}

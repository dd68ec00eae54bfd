package io.github.tcib.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A command of a package manager: dnf, yum, microdnf or rpm.
 *
 * @param action what it does
 * @param operands the packages or modules it names, as written; options are not among them
 */
public record PackageCommand(Action action, List<ShellWord> operands) {

    /** What a package manager is asked to do. */
    public enum Action {
        /** Install packages by name. */
        INSTALL,
        /** Remove packages. */
        REMOVE,
        /** Enable or install module streams, named {@code name:stream}. */
        ENABLE_MODULE,
        /** Remove cached metadata and packages. */
        CLEAN,
        /** Update, reinstall and whatever else fetches packages. */
        UPDATE,
        /** What neither fetches nor changes packages. */
        OTHER
    }

    private static final Set<String> MANAGERS = Set.of("dnf", "dnf-3", "dnf5", "yum", "microdnf");

    /** Options of dnf(8) that take the next word for their value. */
    private static final Set<String> VALUED = Set.of(
            "-c",
            "--config",
            "-d",
            "--debuglevel",
            "-e",
            "--errorlevel",
            "-x",
            "--exclude",
            "--excludepkgs",
            "--enablerepo",
            "--disablerepo",
            "--repo",
            "--repoid",
            "--setopt",
            "--releasever",
            "--installroot",
            "-R",
            "--forcearch",
            "--repofrompath",
            "--comment",
            "--destdir",
            "--downloaddir");

    public PackageCommand {
        operands = List.copyOf(operands);
    }

    /** Reads a command; empty when it is not one of a package manager. */
    public static Optional<PackageCommand> of(ShellCommand command) {
        if (command.name().equals("rpm")) {
            return Optional.of(rpm(command));
        }
        return MANAGERS.contains(command.name())
                ? Optional.of(dnf(withoutOptions(command.arguments())))
                : Optional.empty();
    }

    /** The package commands of a script, in order. */
    public static List<PackageCommand> in(String script) {
        return ShellScript.commandsIn(script).stream()
                .flatMap(command -> of(command).stream())
                .toList();
    }

    /** Whether it leaves metadata or packages in the cache. */
    public boolean fillsCache() {
        return action == Action.INSTALL || action == Action.UPDATE || action == Action.ENABLE_MODULE;
    }

    private static PackageCommand dnf(List<ShellWord> words) {
        String verb = words.isEmpty() ? "" : words.get(0).text();
        List<ShellWord> rest = words.isEmpty() ? words : words.subList(1, words.size());
        return switch (verb) {
            case "install", "install-n", "install-na", "install-nevra" -> new PackageCommand(Action.INSTALL, rest);
            case "remove", "erase", "autoremove", "remove-n", "rm" -> new PackageCommand(Action.REMOVE, rest);
            case "module" -> module(rest);
            case "clean" -> new PackageCommand(Action.CLEAN, rest);
            case "update",
                    "upgrade",
                    "upgrade-minimal",
                    "distro-sync",
                    "reinstall",
                    "downgrade",
                    "localinstall",
                    "groupinstall",
                    "group",
                    "swap",
                    "makecache",
                    "builddep" -> new PackageCommand(Action.UPDATE, rest);
            default -> new PackageCommand(Action.OTHER, rest);
        };
    }

    private static PackageCommand module(List<ShellWord> words) {
        String verb = words.isEmpty() ? "" : words.get(0).text();
        boolean enables = verb.equals("enable") || verb.equals("install") || verb.equals("switch-to");
        return new PackageCommand(
                enables ? Action.ENABLE_MODULE : Action.OTHER,
                words.isEmpty() ? words : words.subList(1, words.size()));
    }

    private static PackageCommand rpm(ShellCommand command) {
        List<ShellWord> options =
                command.arguments().stream().filter(ShellWord::isOption).toList();
        boolean erases = options.stream()
                .map(ShellWord::text)
                .anyMatch(option -> option.equals("--erase") || option.matches("-[a-z]*e[a-z]*"));
        // rpm itself installs files, not packages by name, and caches nothing
        return new PackageCommand(erases ? Action.REMOVE : Action.OTHER, command.operands());
    }

    private static List<ShellWord> withoutOptions(List<ShellWord> words) {
        List<ShellWord> operands = new ArrayList<>();
        boolean value = false;
        for (ShellWord word : words) {
            if (value) {
                value = false;
            } else if (word.isOption()) {
                value = VALUED.contains(word.text());
            } else {
                operands.add(word);
            }
        }
        return operands;
    }
}

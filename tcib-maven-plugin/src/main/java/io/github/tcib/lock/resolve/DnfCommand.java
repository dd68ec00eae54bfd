package io.github.tcib.lock.resolve;

import io.github.tcib.lock.resolve.PackageStep.Action;
import io.github.tcib.model.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Reads the words of a dnf command (dnf(8)): its verb, its operands, and the options that matter. */
final class DnfCommand {

    static final Set<String> PROGRAMS = Set.of("dnf", "dnf-3", "dnf5", "yum", "microdnf");

    /** Options that take a value and decide nothing here. */
    private static final Set<String> VALUED = Set.of(
            "-d",
            "--debuglevel",
            "-e",
            "--errorlevel",
            "-R",
            "--randomwait",
            "--comment",
            "--destdir",
            "--downloaddir",
            "--color");

    /** Options that would decide, but are not followed. */
    private static final Set<String> NOT_FOLLOWED = Set.of(
            "-c",
            "--config",
            "--releasever",
            "--installroot",
            "--forcearch",
            "--repofrompath",
            "--advisory",
            "--security",
            "--bugfix",
            "--enhancement",
            "--newpackage",
            "--cve",
            "--sec-severity",
            "--disableexcludes",
            "--downloadonly");

    private static final Set<String> VALUED_NOT_FOLLOWED = Set.of(
            "-c", "--config", "--releasever", "--installroot", "--forcearch", "--repofrompath", "--advisory", "--cve");

    private final List<String> operands = new ArrayList<>();
    private final List<String> repositories = new ArrayList<>();
    private final List<String> enabled = new ArrayList<>();
    private final List<String> disabled = new ArrayList<>();
    private final List<String> excluded = new ArrayList<>();
    private final SortedMap<String, String> settings = new TreeMap<>();
    private Optional<Boolean> best = Optional.empty();
    private boolean allowErasing;
    private boolean skipBroken;

    private final boolean certain;
    private final Location location;
    private final Consumer<String> warnings;

    /**
     * @param certain whether the command is run for sure
     * @param warnings gets what the command does and is not followed
     */
    DnfCommand(boolean certain, Location location, Consumer<String> warnings) {
        this.certain = certain;
        this.location = location;
        this.warnings = warnings;
    }

    /** Reads the words after the program's name. */
    List<PackageStep> read(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (!word.startsWith("-") || word.equals("-")) {
                operands.add(word);
                continue;
            }
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            if (equals >= 0) {
                option(name, word.substring(equals + 1));
            } else if (takesValue(name) && i + 1 < words.size()) {
                i++;
                option(name, words.get(i));
            } else {
                option(name, "");
            }
        }
        if (operands.isEmpty()) {
            return List.of();
        }
        return steps(operands.get(0), operands.subList(1, operands.size()));
    }

    private static boolean takesValue(String option) {
        return switch (option) {
            case "--repo",
                    "--repoid",
                    "--enablerepo",
                    "--disablerepo",
                    "-x",
                    "--exclude",
                    "--excludepkgs",
                    "--setopt" -> true;
            default -> VALUED.contains(option) || VALUED_NOT_FOLLOWED.contains(option);
        };
    }

    private void option(String name, String value) {
        switch (name) {
            case "--repo", "--repoid" -> repositories.addAll(list(value));
            case "--enablerepo" -> enabled.addAll(list(value));
            case "--disablerepo" -> disabled.addAll(list(value));
            case "-x", "--exclude", "--excludepkgs" -> excluded.addAll(list(value));
            case "--setopt" -> {
                int equals = value.indexOf('=');
                if (equals > 0) {
                    settings.put(value.substring(0, equals), value.substring(equals + 1));
                }
            }
            case "-b", "--best" -> best = Optional.of(true);
            case "--nobest" -> best = Optional.of(false);
            case "--allowerasing" -> allowErasing = true;
            case "--skip-broken" -> skipBroken = true;
            default -> {
                if (NOT_FOLLOWED.contains(name)) {
                    warnings.accept("the option " + name + " of dnf is not followed");
                }
            }
        }
    }

    private List<PackageStep> steps(String verb, List<String> names) {
        return switch (verb) {
            case "install", "install-n", "install-na", "install-nevra" -> transaction(Action.INSTALL, names);
            case "localinstall" -> transaction(Action.INSTALL, names);
            case "reinstall" -> transaction(Action.REINSTALL, names);
            case "update", "upgrade", "upgrade-minimal" -> transaction(Action.UPDATE, names);
            case "distro-sync", "distrosync", "dsync" -> transaction(Action.SYNC, names);
            case "remove", "erase", "rm", "remove-n", "autoremove" -> remove(names);
            case "swap" -> names.size() == 2 ? transaction(Action.SWAP, names) : List.of();
            case "groupinstall", "group-install" -> transaction(Action.GROUP, names);
            case "group", "groups" -> group(names);
            case "module" -> module(names);
            case "downgrade",
                    "builddep",
                    "build-dep",
                    "debuginfo-install",
                    "history",
                    "mark",
                    "shell",
                    "copr",
                    "system-upgrade",
                    "offline-upgrade" -> notFollowed("dnf " + verb);
            default -> List.of();
        };
    }

    private List<PackageStep> transaction(Action action, List<String> names) {
        List<String> known = new ArrayList<>();
        for (String name : names) {
            if (name.contains("://") || name.endsWith(".rpm")) {
                warnings.accept("'" + name + "' is not a package of a repository, and is not locked");
            } else if (name.contains("$") || name.contains("`")) {
                warnings.accept("'" + name + "' is known only where RUN runs, and is not locked");
            } else {
                known.add(name);
            }
        }
        boolean everything = names.isEmpty() && (action == Action.UPDATE || action == Action.SYNC);
        return known.isEmpty() && !everything
                ? List.of()
                : List.of(new PackageStep.Transaction(action, known, options(), certain, location));
    }

    private List<PackageStep> remove(List<String> names) {
        return names.isEmpty() ? notFollowed("dnf autoremove") : transaction(Action.REMOVE, names);
    }

    private List<PackageStep> group(List<String> names) {
        boolean installs = !names.isEmpty() && names.get(0).equals("install");
        return installs ? transaction(Action.GROUP, names.subList(1, names.size())) : List.of();
    }

    private List<PackageStep> module(List<String> names) {
        if (names.size() < 2) {
            return List.of();
        }
        List<String> modules = names.subList(1, names.size());
        return switch (names.get(0)) {
            case "enable", "install", "reset", "disable" ->
                List.of(new PackageStep.Module(names.get(0), modules, options(), certain, location));
            case "switch-to" ->
                List.of(
                        new PackageStep.Module("reset", modules, options(), certain, location),
                        new PackageStep.Module("install", modules, options(), certain, location));
            case "remove", "update" -> notFollowed("dnf module " + names.get(0));
            default -> List.of();
        };
    }

    private List<PackageStep> notFollowed(String what) {
        warnings.accept("'" + what + "' is not followed");
        return List.of();
    }

    private DnfOptions options() {
        return new DnfOptions(repositories, enabled, disabled, excluded, best, allowErasing, skipBroken, settings);
    }

    private static List<String> list(String value) {
        return Stream.of(value.split("[, ]+")).filter(part -> !part.isEmpty()).toList();
    }
}

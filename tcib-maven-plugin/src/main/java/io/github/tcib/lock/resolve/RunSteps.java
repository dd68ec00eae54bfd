package io.github.tcib.lock.resolve;

import io.github.tcib.model.Arguments;
import io.github.tcib.model.ImageDefinition;
import io.github.tcib.model.Instruction;
import io.github.tcib.model.Location;
import io.github.tcib.model.Problem;
import io.github.tcib.shell.Dialect;
import io.github.tcib.shell.Reach;
import io.github.tcib.shell.ReachedCommand;
import io.github.tcib.shell.ShellScript;
import io.github.tcib.shell.ShellWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Finds what the RUN instructions of an image do to packages and repositories. Commands in branches that are never taken are left
 * out; of what depends on the running container, both branches count.
 */
final class RunSteps {

    /** Where dnf looks for {@code .repo} files (dnf.conf(5), reposdir). */
    private static final Pattern REPO_FILE = Pattern.compile("/etc/(yum|yum\\.repos|distro\\.repos|dnf\\.repos).*/.*");

    private static final Pattern DNF_CONF = Pattern.compile("/etc/(dnf/dnf|yum)\\.conf");
    private static final Set<String> WRITERS = Set.of("cp", "mv", "curl", "wget", "sed", "tee", "install", "ln");

    private final Consumer<Problem> warnings;
    private final List<PackageStep> steps = new ArrayList<>();

    private RunSteps(Consumer<Problem> warnings) {
        this.warnings = warnings;
    }

    /**
     * The steps of an image, in order.
     *
     * @param shell what the base calls sh
     * @param warnings gets what concerns packages and is not followed
     */
    static List<PackageStep> of(ImageDefinition image, Dialect shell, Consumer<Problem> warnings) {
        RunSteps reader = new RunSteps(warnings);
        Dialect dialect = shell;
        for (Instruction instruction : image.instructions()) {
            if (instruction instanceof Instruction.Shell own) {
                dialect = own.arguments().toString().contains("bash") ? Dialect.BASH : shell;
            } else if (instruction instanceof Instruction.Run run) {
                ShellScript.reachedIn(run.script(), dialect).stream()
                        .filter(command -> command.reach() != Reach.NEVER)
                        .forEach(command -> reader.read(command, run.location()));
            } else if (instruction instanceof Instruction.Copy || instruction instanceof Instruction.Add) {
                reader.readCopy(instruction);
            }
        }
        return List.copyOf(reader.steps);
    }

    private void read(ReachedCommand reached, Location location) {
        String name = reached.command().name();
        List<String> words =
                reached.command().arguments().stream().map(ShellWord::unquoted).toList();
        boolean certain = reached.reach() == Reach.ALWAYS;
        if (DnfCommand.PROGRAMS.contains(name) && words.contains("config-manager")) {
            switchRepositories(words, location);
        } else if (DnfCommand.PROGRAMS.contains(name)) {
            steps.addAll(new DnfCommand(certain, location, text -> warn(location, text)).read(words));
        } else {
            switch (name) {
                case "rpm" -> rpm(words, location);
                case "crudini" -> crudini(words, location);
                case "yum-config-manager" -> switchRepositories(words, location);
                case "rm", "unlink" -> removed(words, location);
                default -> {
                    if (WRITERS.contains(name)) {
                        written(name, words, location);
                    }
                }
            }
        }
    }

    private void rpm(List<String> words, Location location) {
        List<String> names =
                words.stream().filter(word -> !word.startsWith("-")).toList();
        boolean erases = words.stream().anyMatch(word -> word.equals("--erase") || word.matches("-[a-z]*e[a-z]*"));
        boolean installs = words.stream()
                .anyMatch(word ->
                        word.matches("--(install|upgrade|freshen|reinstall)") || word.matches("-[a-z]*[iUF].*"));
        boolean asks =
                words.stream().anyMatch(word -> word.matches("-q.*|--query|-V.*|--verify|--import|-K|--checksig|-E"));
        if (asks || names.isEmpty()) {
            return;
        }
        if (erases) {
            steps.add(new PackageStep.Erasure(names, location));
        } else if (installs) {
            warn(location, "rpm installs " + String.join(" ", names) + ", which is not locked");
        }
    }

    private void crudini(List<String> words, Location location) {
        List<String> operands =
                words.stream().filter(word -> !word.startsWith("--")).toList();
        boolean sets = words.contains("--set");
        if (operands.size() < 3 || !(sets || words.contains("--del"))) {
            return;
        }
        String file = operands.get(0);
        String section = operands.get(1);
        String option = operands.get(2);
        String value = operands.size() > 3 ? operands.get(3) : "";
        if (DNF_CONF.matcher(file).matches() && section.equals("main")) {
            TreeMap<String, String> values = new TreeMap<>();
            if (sets) {
                values.put(option, value);
            }
            steps.add(new PackageStep.Configuration(values, sets ? List.of() : List.of(option), location));
        } else if (REPO_FILE.matcher(file).matches()) {
            if (sets && option.equals("enabled")) {
                steps.add(new PackageStep.Switching(List.of(section), value.matches("(?i)1|true|yes|on"), location));
            } else {
                warn(location, "the change of " + option + " in " + file + " is not followed");
            }
        }
    }

    private void switchRepositories(List<String> words, Location location) {
        List<String> names = words.stream()
                .filter(word -> !word.startsWith("-") && !word.equals("config-manager"))
                .toList();
        boolean on = words.stream().anyMatch(word -> word.matches("--(set-)?enabled?"));
        boolean off = words.stream().anyMatch(word -> word.matches("--(set-)?disabled?"));
        if (on == off || names.isEmpty()) {
            warn(location, "of config-manager, only switching repositories on or off is followed");
        } else {
            steps.add(new PackageStep.Switching(names, on, location));
        }
    }

    private void removed(List<String> words, Location location) {
        List<String> files =
                words.stream().filter(word -> REPO_FILE.matcher(word).matches()).toList();
        if (!files.isEmpty()) {
            steps.add(new PackageStep.RemovedRepoFiles(files, location));
        }
    }

    private void written(String program, List<String> words, Location location) {
        for (String word : words) {
            if (REPO_FILE.matcher(word).matches() || DNF_CONF.matcher(word).matches()) {
                warn(location, "what " + program + " does to " + word + " is not followed");
            }
        }
    }

    private void readCopy(Instruction instruction) {
        String text = instruction.arguments() instanceof Arguments.Exec exec
                ? String.join(" ", exec.words())
                : instruction.arguments() instanceof Arguments.Text plain ? plain.text() : "";
        String target = text.substring(text.lastIndexOf(' ') + 1);
        if (REPO_FILE.matcher(target + "/").matches()
                || DNF_CONF.matcher(target).matches()) {
            warn(instruction.location(), "what is copied to " + target + " is not followed");
        }
    }

    private void warn(Location location, String text) {
        warnings.accept(Problem.of(location, text));
    }
}

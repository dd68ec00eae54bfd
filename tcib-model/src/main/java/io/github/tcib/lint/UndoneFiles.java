package io.github.tcib.lint;

import io.github.tcib.containerfile.InstructionText;
import io.github.tcib.containerfile.MalformedInstructionException;
import io.github.tcib.layout.SourceTree;
import io.github.tcib.model.ImageDefinition;
import io.github.tcib.model.ImageName;
import io.github.tcib.model.Instruction;
import io.github.tcib.model.Location;
import io.github.tcib.model.Problem;
import io.github.tcib.shell.ShellCommand;
import io.github.tcib.shell.ShellWord;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds RUN instructions that remove files an ancestor copied or made; they stay in the ancestor's layer. */
final class UndoneFiles implements Check {

    /** Who made a file, and where that is written. */
    private record Made(ImageName by, Location location) {}

    @Override
    public void check(SourceTree tree, Findings findings) {
        Map<ImageName, Map<String, Made>> states = new HashMap<>();
        for (ImageDefinition image : tree.tree().graph().images()) {
            Map<String, Made> state = new TreeMap<>();
            tree.tree().graph().parentOf(image.name()).map(states::get).ifPresent(state::putAll);
            copied(image, state);
            for (RunScripts.RunScript script : RunScripts.of(image)) {
                for (ShellCommand command : script.commands()) {
                    follow(command, script.location(), image.name(), state, findings);
                }
            }
            states.put(image.name(), state);
        }
    }

    private static void copied(ImageDefinition image, Map<String, Made> state) {
        for (Instruction instruction : image.instructions()) {
            if (instruction instanceof Instruction.Copy || instruction instanceof Instruction.Add) {
                List<String> words = wordsOf(instruction);
                if (words.size() >= 2) {
                    copied(words, new Made(image.name(), instruction.location()), state);
                }
            }
        }
    }

    /** None for a here-document. */
    private static List<String> wordsOf(Instruction copy) {
        try {
            return InstructionText.of(copy).jsonOrBlankSeparated();
        } catch (MalformedInstructionException e) {
            return List.of();
        }
    }

    private static void copied(List<String> words, Made made, Map<String, Made> state) {
        String target = words.get(words.size() - 1);
        boolean directory = target.endsWith("/") || words.size() > 2;
        for (String source : words.subList(0, words.size() - 1)) {
            Path name = Path.of(source).getFileName();
            add(directory && name != null ? target + "/" + name : target, made, state);
        }
    }

    private static void follow(
            ShellCommand command, Location location, ImageName image, Map<String, Made> state, Findings findings) {
        List<ShellWord> operands = command.operands();
        Made made = new Made(image, location);
        switch (command.name()) {
            case "cp", "mv", "ln", "install" -> {
                if (operands.size() >= 2) {
                    add(operands.get(operands.size() - 1).unquoted(), made, state);
                }
            }
            case "touch" -> operands.forEach(word -> add(word.unquoted(), made, state));
            case "rm", "rmdir", "unlink" ->
                operands.forEach(word -> removed(word.unquoted(), location, image, state, findings));
            default -> {
                // says nothing of files
            }
        }
    }

    /** Only whole paths can be compared: no variables, no patterns. */
    private static void add(String path, Made made, Map<String, Made> state) {
        if (path.startsWith("/") && path.chars().noneMatch(c -> "*?[$`".indexOf(c) >= 0)) {
            state.put(Path.of(path).normalize().toString(), made);
        }
    }

    private static void removed(
            String operand, Location location, ImageName image, Map<String, Made> state, Findings findings) {
        if (!operand.startsWith("/") || operand.chars().anyMatch(c -> "*?[$`".indexOf(c) >= 0)) {
            return;
        }
        Path path = Path.of(operand).normalize();
        List<String> gone = state.keySet().stream()
                .filter(file -> Path.of(file).startsWith(path))
                .toList();
        for (String file : gone) {
            Made before = state.remove(file);
            if (before != null && !before.by().equals(image)) {
                findings.add(
                        Rule.UNDONE_WORK,
                        Problem.of(
                                location,
                                file + " of the ancestor '" + before.by() + "' is removed, but stays in its layer",
                                "do not put it there, see " + before.location()));
            }
        }
    }
}

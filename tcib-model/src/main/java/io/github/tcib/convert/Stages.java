package io.github.tcib.convert;

import io.github.tcib.containerfile.InstructionText;
import io.github.tcib.containerfile.MalformedInstructionException;
import io.github.tcib.containerfile.SourceInstruction;
import io.github.tcib.containerfile.WordExpansion;
import io.github.tcib.model.Instruction;
import io.github.tcib.model.Location;
import io.github.tcib.model.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The stages of a Containerfile. What ARG says before the first FROM is put into the FROM lines, because a layout has no place
 * for it.
 *
 * @param stages at least one
 * @param arguments the build arguments before the first FROM that have a default
 * @param comments those before the first FROM
 */
record Stages(List<Stage> stages, Map<String, String> arguments, List<String> comments) {

    /**
     * One stage.
     *
     * @param image what it is built on
     * @param alias its name for {@code COPY --from}
     * @param flags of FROM
     * @param location of FROM
     * @param comments before FROM
     * @param body what follows
     */
    record Stage(
            String image,
            Optional<String> alias,
            List<String> flags,
            Location location,
            List<String> comments,
            List<SourceInstruction> body) {}

    Stages {
        stages = List.copyOf(stages);
        arguments = Map.copyOf(arguments);
        comments = List.copyOf(comments);
    }

    Stage first() {
        return stages.get(0);
    }

    Stage last() {
        return stages.get(stages.size() - 1);
    }

    /** Divides a file; hands on what is wrong and gives nothing when no stage is left. */
    static Optional<Stages> of(List<SourceInstruction> instructions, String file, Consumer<Problem> problems) {
        Map<String, String> arguments = new LinkedHashMap<>();
        List<String> comments = new ArrayList<>();
        List<Stage> stages = new ArrayList<>();
        List<SourceInstruction> body = new ArrayList<>();
        boolean before = true;
        for (SourceInstruction source : instructions) {
            if (source.instruction() instanceof Instruction.From) {
                before = false;
                body = new ArrayList<>();
                stages.add(stageOf(source, arguments, body, problems));
            } else if (!before) {
                body.add(source);
            } else if (source.instruction() instanceof Instruction.Arg) {
                comments.addAll(source.comments());
                argumentIn(source.text(), arguments);
            } else {
                problems.accept(Problem.of(
                        source.instruction().location(),
                        source.instruction().keyword() + " stands before the first FROM",
                        "begin with FROM, or with ARG for what FROM needs"));
                return Optional.empty();
            }
        }
        if (stages.isEmpty()) {
            problems.accept(Problem.of(Location.of(file), "the file holds no FROM", "begin with FROM image"));
            return Optional.empty();
        }
        return Optional.of(new Stages(stages, arguments, comments));
    }

    private static void argumentIn(String text, Map<String, String> arguments) {
        int equals = text.indexOf('=');
        if (equals > 0) {
            NamedValue.inDoubleQuotes(text.substring(equals + 1))
                    .ifPresent(value -> arguments.put(text.substring(0, equals), value));
        }
    }

    private static Stage stageOf(
            SourceInstruction from,
            Map<String, String> arguments,
            List<SourceInstruction> body,
            Consumer<Problem> problems) {
        Location location = from.instruction().location();
        List<String> words = List.of();
        List<String> flags = List.of();
        String image = "";
        try {
            InstructionText text = InstructionText.of(from.instruction());
            words = text.blankSeparated();
            flags = text.flags();
            image = WordExpansion.expand(words.get(0), name -> arguments.getOrDefault(name, ""));
            if (image.isBlank() || image.matches(".*[:@/]")) {
                problems.accept(Problem.of(
                        location,
                        "'" + words.get(0) + "' is no image with the defaults of ARG",
                        "give every ARG before FROM a default"));
            }
        } catch (MalformedInstructionException e) {
            problems.accept(Problem.of(location, "the image of FROM cannot be read: " + e.getMessage()));
        }
        Optional<String> alias = words.size() == 3 ? Optional.of(words.get(2)) : Optional.empty();
        return new Stage(image, alias, flags, location, from.comments(), body);
    }
}

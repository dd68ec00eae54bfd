package io.github.tcib.lint;

import io.github.tcib.containerfile.InstructionText;
import io.github.tcib.containerfile.MalformedInstructionException;
import io.github.tcib.layout.SourceTree;
import io.github.tcib.model.ImageDefinition;
import io.github.tcib.model.ImageName;
import io.github.tcib.model.Instruction;
import io.github.tcib.model.Location;
import io.github.tcib.model.Parent;
import io.github.tcib.model.Problem;
import io.github.tcib.template.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds bases from outside the tree that may change from one build to the next. */
final class UnpinnedBases implements Check {

    @Override
    public void check(SourceTree tree, Findings findings) {
        for (ImageDefinition image : tree.tree().graph().images()) {
            Set<String> known = new HashSet<>(Set.of("scratch"));
            if (image.parent() instanceof Parent.InTree inTree) {
                known.add(inTree.reference());
            }
            for (Instruction instruction : image.instructions()) {
                if (instruction instanceof Instruction.From) {
                    List<String> words = wordsOf(instruction);
                    if (!words.isEmpty() && !known.contains(words.get(0)) && isUnpinned(words.get(0))) {
                        findings.add(
                                Rule.UNPINNED_BASE,
                                problem(words.get(0), placeOf(instruction, image, tree), image.name()));
                    }
                    known.addAll(words.size() == 3 ? words.subList(2, 3) : List.of());
                }
            }
        }
    }

    private static Problem problem(String base, Location location, ImageName image) {
        return Problem.of(
                location,
                "the base '" + base + "' of '" + image + "' has no tag that says what it is",
                "name a tag other than latest, or a digest, in tcib_from or tcib.base");
    }

    /** The FROM of the parent has no place of its own. */
    private static Location placeOf(Instruction from, ImageDefinition image, SourceTree tree) {
        return from.location().line() > 0
                ? from.location()
                : Optional.ofNullable(tree.sources().get(image.name()))
                        .flatMap(source -> source.variables().get("tcib_from"))
                        .map(Value::location)
                        .orElse(from.location());
    }

    private static List<String> wordsOf(Instruction from) {
        try {
            return InstructionText.of(from).blankSeparated();
        } catch (MalformedInstructionException e) {
            return List.of();
        }
    }

    static boolean isUnpinned(String reference) {
        if (reference.indexOf('@') >= 0 || reference.indexOf('$') >= 0) {
            return false;
        }
        int colon = reference.indexOf(':', reference.lastIndexOf('/') + 1);
        return colon < 0 || reference.substring(colon + 1).equals("latest");
    }
}

package io.github.tcib.containerfile;

import io.github.tcib.model.Instruction;
import io.github.tcib.model.Location;
import io.github.tcib.model.Problem;
import java.util.Locale;
import java.util.Optional;

/** Finds what buildah would refuse in an instruction before it runs anything. */
final class InstructionCheck {

    private InstructionCheck() {}

    /** What is wrong with the form of an instruction whose arguments are text; empty when nothing is. */
    static Optional<Problem> faultOf(Instruction instruction) {
        String line = ContainerfileWriter.write(instruction);
        String text = line.substring(instruction.keyword().length()).strip();
        try {
            check(instruction, text);
            return Optional.empty();
        } catch (MalformedInstructionException e) {
            Location location = instruction.location();
            return Optional.of(Problem.of(location, instruction.keyword() + ": " + e.getMessage()));
        }
    }

    private static void check(Instruction instruction, String text) throws MalformedInstructionException {
        if (text.isEmpty()) {
            throw new MalformedInstructionException("the arguments are missing");
        }
        InstructionText arguments = InstructionText.split(text);
        if (instruction instanceof Instruction.Env || instruction instanceof Instruction.Label) {
            arguments.namesAndValues();
            if (LineJoin.quoteAfter(text, (char) 0) != 0) {
                throw new MalformedInstructionException("a quote is not closed");
            }
        } else if (instruction instanceof Instruction.Copy || instruction instanceof Instruction.Add) {
            boolean hereDocument = text.indexOf('\n') >= 0;
            if (!hereDocument && arguments.jsonOrBlankSeparated().size() < 2) {
                throw new MalformedInstructionException("a source and a destination are needed");
            }
        } else if (instruction instanceof Instruction.Shell) {
            if (arguments.json().isEmpty()) {
                throw new MalformedInstructionException("a JSON array is needed, such as [\"/bin/bash\", \"-c\"]");
            }
        } else if (instruction instanceof Instruction.Onbuild) {
            checkTrigger(text);
        } else if (instruction instanceof Instruction.From) {
            checkFrom(arguments);
        }
    }

    private static void checkTrigger(String text) throws MalformedInstructionException {
        String keyword = text.split(InstructionText.BLANK, 2)[0].toUpperCase(Locale.ROOT);
        if (InstructionMaker.named(keyword).isEmpty()) {
            throw new MalformedInstructionException("'" + keyword + "' is not an instruction");
        }
        if (keyword.equals("ONBUILD") || keyword.equals("FROM") || keyword.equals("MAINTAINER")) {
            throw new MalformedInstructionException(keyword + " cannot be a trigger");
        }
    }

    private static void checkFrom(InstructionText arguments) throws MalformedInstructionException {
        int words = arguments.blankSeparated().size();
        boolean named = words == 3 && arguments.blankSeparated().get(1).equalsIgnoreCase("as");
        if (words != 1 && !named) {
            throw new MalformedInstructionException("write FROM image, or FROM image AS name");
        }
    }
}

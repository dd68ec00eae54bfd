package io.github.tcib.containerfile;

import io.github.tcib.model.Arguments;
import io.github.tcib.model.Instruction;
import io.github.tcib.model.Location;
import io.github.tcib.model.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads the text of a Containerfile into instructions; also the triggers that ONBUILD leaves in an image. */
public final class ContainerfileReader {

    private ContainerfileReader() {}

    /**
     * The instructions of a Containerfile, with their lines.
     *
     * @param file its name for messages
     * @throws MalformedInstructionException for the first line that is no instruction
     */
    public static List<Instruction> read(String text, String file) throws MalformedInstructionException {
        List<Problem> problems = new ArrayList<>();
        ContainerfileSource source =
                ContainerfileParser.plain(file, problems::add).parse(text);
        if (!problems.isEmpty()) {
            throw new MalformedInstructionException(problems.get(0).message());
        }
        return source.instructions().stream()
                .map(found -> withLine(found.instruction()))
                .toList();
    }

    /** Instructions are whole lines here, so that a column would say nothing. */
    private static Instruction withLine(Instruction instruction) {
        Location line = new Location(
                instruction.location().file(), instruction.location().line(), 0);
        return InstructionMaker.named(instruction.keyword())
                .map(maker -> maker.make(instruction.arguments(), line))
                .orElse(instruction);
    }

    /**
     * One instruction, its keyword in any case.
     *
     * @throws MalformedInstructionException when the keyword is unknown
     */
    public static Instruction readInstruction(String line, Location location) throws MalformedInstructionException {
        String[] parts = line.strip().split(InstructionText.BLANK, 2);
        String keyword = parts[0].toUpperCase(Locale.ROOT);
        Arguments arguments = new Arguments.Text(parts.length > 1 ? parts[1].strip() : "");
        return InstructionMaker.named(keyword)
                .orElseThrow(() -> new MalformedInstructionException("'" + parts[0] + "' is not an instruction"))
                .make(arguments, location);
    }
}

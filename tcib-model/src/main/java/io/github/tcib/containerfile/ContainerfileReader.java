package io.github.tcib.containerfile;

import io.github.tcib.model.Arguments;
import io.github.tcib.model.Instruction;
import io.github.tcib.model.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the text of a Containerfile into instructions; also the triggers that ONBUILD leaves in an image. */
public final class ContainerfileReader {

    private static final Pattern CONTINUED = Pattern.compile("(.*)\\\\[ \\t]*", Pattern.DOTALL);

    private ContainerfileReader() {}

    /**
     * The instructions of a Containerfile, with their lines.
     *
     * @param file its name for messages
     * @throws MalformedInstructionException when a line begins with a word that is no instruction
     */
    public static List<Instruction> read(String text, String file) throws MalformedInstructionException {
        List<Instruction> instructions = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            int first = i + 1;
            String line = lines.get(i).stripLeading();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            StringBuilder whole = new StringBuilder();
            Matcher continued = CONTINUED.matcher(line);
            while (continued.matches()) {
                whole.append(continued.group(1));
                line = "";
                i = nextLine(lines, i + 1);
                if (i >= lines.size()) {
                    break;
                }
                line = lines.get(i);
                continued = CONTINUED.matcher(line);
            }
            instructions.add(readInstruction(whole + line, new Location(file, first, 0)));
        }
        return instructions;
    }

    /** The next line of a continued instruction: comments and empty lines in between do not count. */
    private static int nextLine(List<String> lines, int from) {
        int i = from;
        while (i < lines.size()
                && (lines.get(i).isBlank() || lines.get(i).stripLeading().startsWith("#"))) {
            i++;
        }
        return i;
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
        return switch (keyword) {
            case "FROM" -> new Instruction.From(arguments, location);
            case "ARG" -> new Instruction.Arg(arguments, location);
            case "LABEL" -> new Instruction.Label(arguments, location);
            case "ENV" -> new Instruction.Env(arguments, location);
            case "USER" -> new Instruction.User(arguments, location);
            case "ONBUILD" -> new Instruction.Onbuild(arguments, location);
            case "VOLUME" -> new Instruction.Volume(arguments, location);
            case "WORKDIR" -> new Instruction.Workdir(arguments, location);
            case "ADD" -> new Instruction.Add(arguments, location);
            case "EXPOSE" -> new Instruction.Expose(arguments, location);
            case "COPY" -> new Instruction.Copy(arguments, location);
            case "SHELL" -> new Instruction.Shell(arguments, location);
            case "RUN" -> new Instruction.Run(arguments, location);
            case "HEALTHCHECK" -> new Instruction.Healthcheck(arguments, location);
            case "STOPSIGNAL" -> new Instruction.Stopsignal(arguments, location);
            case "ENTRYPOINT" -> new Instruction.Entrypoint(arguments, location);
            case "CMD" -> new Instruction.Cmd(arguments, location);
            case "MAINTAINER" -> new Instruction.Maintainer(arguments, location);
            default -> throw new MalformedInstructionException("'" + parts[0] + "' is not an instruction");
        };
    }
}

package io.github.tcib.containerfile;

import io.github.tcib.model.Arguments;
import io.github.tcib.model.Instruction;
import io.github.tcib.model.Location;
import io.github.tcib.model.NearName;
import io.github.tcib.model.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the text of a Containerfile with its comments and here-documents; goes on after a fault to find them all. */
public final class ContainerfileParser {

    private static final Pattern CONTINUED = Pattern.compile("(.*)\\\\[ \\t]*", Pattern.DOTALL);
    private static final Pattern DIRECTIVE = Pattern.compile("#\\s*(syntax|escape|check)\\s*=\\s*(\\S+)\\s*");

    private final String file;
    private final LineJoin join;
    private final boolean checksArguments;
    private final Consumer<Problem> problems;
    private final List<SourceInstruction> instructions = new ArrayList<>();
    private final List<String> comments = new ArrayList<>();
    private List<String> lines = List.of();
    private int next;

    private ContainerfileParser(String file, LineJoin join, boolean checksArguments, Consumer<Problem> problems) {
        this.file = file;
        this.join = join;
        this.checksArguments = checksArguments;
        this.problems = problems;
    }

    /** A parser for those who write the instructions anew: lines are joined tidily, arguments are checked. */
    public static ContainerfileParser strict(String file, Consumer<Problem> problems) {
        return new ContainerfileParser(file, LineJoin.TIDY, true, problems);
    }

    /** A parser for those who run the instructions and find faults in arguments themselves: lines are joined exactly. */
    static ContainerfileParser plain(String file, Consumer<Problem> problems) {
        return new ContainerfileParser(file, LineJoin.EXACT, false, problems);
    }

    /** Reads the text; instructions with a fault are left out after their problems were handed on. */
    public ContainerfileSource parse(String text) {
        lines = text.lines().toList();
        next = 0;
        instructions.clear();
        comments.clear();
        readDirectives();
        while (next < lines.size()) {
            String line = lines.get(next).stripLeading();
            if (line.isEmpty()) {
                next++;
            } else if (line.startsWith("#")) {
                comments.add(commentIn(line));
                next++;
            } else {
                readInstruction();
            }
        }
        return new ContainerfileSource(instructions, comments);
    }

    /** Parser directives stand before everything else; they are no comments. */
    private void readDirectives() {
        while (next < lines.size()) {
            Matcher directive = DIRECTIVE.matcher(lines.get(next).strip());
            if (!directive.matches()) {
                return;
            }
            if (directive.group(1).equals("escape") && !directive.group(2).equals("\\")) {
                problems.accept(Problem.of(
                        new Location(file, next + 1, 1),
                        "the escape character " + directive.group(2) + " is not supported",
                        "end continued lines with a backslash"));
            }
            next++;
        }
    }

    private void readInstruction() {
        int first = next;
        int column =
                1 + lines.get(first).length() - lines.get(first).stripLeading().length();
        Location location = new Location(file, first + 1, column);
        String joined = join.join(readContinued());
        String[] parts = joined.strip().split(InstructionText.BLANK, 2);
        String keyword = parts[0].toUpperCase(Locale.ROOT);
        StringBuilder text = new StringBuilder(parts.length > 1 ? parts[1].strip() : "");
        for (HereDocuments.Opener opener : HereDocuments.openedBy(keyword, text.toString())) {
            readHereDocument(opener, location, text);
        }
        Optional<Instruction> instruction =
                InstructionMaker.named(keyword).map(maker -> maker.make(new Arguments.Text(text.toString()), location));
        if (instruction.isEmpty()) {
            problems.accept(new Problem(
                    location,
                    "'" + parts[0] + "' is not an instruction",
                    NearName.hint(keyword, InstructionMaker.keywords())));
        } else {
            Optional<Problem> fault = checksArguments ? InstructionCheck.faultOf(instruction.get()) : Optional.empty();
            fault.ifPresent(problems);
            if (fault.isEmpty()) {
                instructions.add(new SourceInstruction(instruction.get(), comments));
            }
        }
        comments.clear();
    }

    /** The lines of one instruction without their backslashes; comments and empty lines in between do not count. */
    private List<String> readContinued() {
        List<String> parts = new ArrayList<>();
        String line = lines.get(next++).stripLeading();
        Matcher continued = CONTINUED.matcher(line);
        while (continued.matches()) {
            parts.add(continued.group(1));
            skipSilentLines();
            if (next == lines.size()) {
                return parts;
            }
            line = lines.get(next++);
            continued = CONTINUED.matcher(line);
        }
        parts.add(line);
        return parts;
    }

    private void skipSilentLines() {
        while (next < lines.size()) {
            String line = lines.get(next).strip();
            if (line.startsWith("#")) {
                comments.add(commentIn(line));
            } else if (!line.isEmpty()) {
                return;
            }
            next++;
        }
    }

    private void readHereDocument(HereDocuments.Opener opener, Location location, StringBuilder text) {
        while (next < lines.size()) {
            String line = lines.get(next++);
            text.append('\n').append(line);
            if (opener.isEndedBy(line)) {
                return;
            }
        }
        problems.accept(Problem.of(
                location,
                "the here-document is not ended",
                "a line with nothing but " + opener.word() + " must follow"));
    }

    private static String commentIn(String line) {
        return line.substring(1).strip();
    }
}

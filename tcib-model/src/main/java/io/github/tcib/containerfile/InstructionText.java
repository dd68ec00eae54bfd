package io.github.tcib.containerfile;

import io.github.tcib.model.Instruction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What follows the keyword of an instruction, parted into flags and the rest, and the ways the rest is read: as words, as
 * names and values, or as a JSON array. The rules are those of buildah's parser.
 *
 * @param flags words that begin with {@code --}, without quotes, in order
 * @param rest what follows the flags, without blanks at its ends
 */
public record InstructionText(List<String> flags, String rest) {

    static final String BLANK = "[\\t\\u000B\\f\\r ]+";
    private static final Pattern BLANKS = Pattern.compile(BLANK);
    private static final Pattern CONTINUATION = Pattern.compile("\\\\[ \\t]*\\R");

    public InstructionText {
        flags = List.copyOf(flags);
    }

    /**
     * The text of an instruction as it would stand in a Containerfile, lines joined where one ends in a backslash.
     *
     * @throws MalformedInstructionException when the text has a line break that no backslash precedes
     */
    public static InstructionText of(Instruction instruction) throws MalformedInstructionException {
        String line = CONTINUATION
                .matcher(ContainerfileWriter.write(instruction))
                .replaceAll("")
                .strip();
        if (line.indexOf('\n') >= 0) {
            throw new MalformedInstructionException(
                    "the value has a line break; end the line before it with a backslash");
        }
        return split(line.substring(instruction.keyword().length()).strip());
    }

    /**
     * A text as a JSON array of strings; empty when it is something else.
     *
     * @throws MalformedInstructionException when it is an array of something else
     */
    public static Optional<List<String>> jsonIn(String text) throws MalformedInstructionException {
        return text.strip().endsWith("]") ? JsonStrings.read(text) : Optional.empty();
    }

    /** Whether the rest is empty. */
    public boolean isEmpty() {
        return rest.isEmpty();
    }

    /**
     * The rest as a JSON array of strings; empty when it is text.
     *
     * @throws MalformedInstructionException when it is an array of something else
     */
    public Optional<List<String>> json() throws MalformedInstructionException {
        return JsonStrings.read(rest);
    }

    /**
     * The rest as a JSON array, or else parted at blanks (no quotes here).
     *
     * @throws MalformedInstructionException when it is an array of something else than strings
     */
    public List<String> jsonOrBlankSeparated() throws MalformedInstructionException {
        Optional<List<String>> json = json();
        return json.isPresent() ? json.get() : blankSeparated();
    }

    /** The rest parted at blanks; quotes have no meaning. */
    public List<String> blankSeparated() {
        return rest.isEmpty() ? List.of() : List.of(BLANKS.split(rest));
    }

    /** The rest parted at blanks that are not quoted; quotes and backslashes stay for {@link WordExpansion}. */
    public List<String> words() {
        return QuotedWords.split(rest);
    }

    /**
     * Names and values, as ENV and LABEL have them: {@code name=value …} or the older {@code name value}.
     *
     * @throws MalformedInstructionException when a word has no {@code =}, or a name no value
     */
    public List<Map.Entry<String, String>> namesAndValues() throws MalformedInstructionException {
        List<String> words = words();
        if (words.isEmpty()) {
            return List.of();
        }
        if (words.get(0).indexOf('=') < 0) {
            String[] parts = BLANKS.split(rest, 2);
            if (parts.length < 2) {
                throw new MalformedInstructionException("'" + rest + "' has no value; write name=value");
            }
            return List.of(Map.entry(parts[0], parts[1]));
        }
        List<Map.Entry<String, String>> pairs = new ArrayList<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals < 0) {
                throw new MalformedInstructionException(
                        "'" + word + "' has no '='; write name=value, and put a value with blanks in quotes");
            }
            pairs.add(Map.entry(word.substring(0, equals), word.substring(equals + 1)));
        }
        return pairs;
    }

    /** Parts the flags from the rest. */
    static InstructionText split(String arguments) {
        List<String> flags = new ArrayList<>();
        int position = 0;
        while (true) {
            while (position < arguments.length() && Character.isWhitespace(arguments.charAt(position))) {
                position++;
            }
            if (!arguments.startsWith("--", position)) {
                return new InstructionText(flags, arguments.substring(position).strip());
            }
            StringBuilder flag = new StringBuilder();
            position = readFlag(arguments, position, flag);
            if (flag.toString().equals("--")) {
                return new InstructionText(flags, arguments.substring(position).strip());
            }
            flags.add(flag.toString());
        }
    }

    private static int readFlag(String text, int start, StringBuilder flag) {
        int position = start;
        char quote = 0;
        while (position < text.length()) {
            char c = text.charAt(position);
            if (quote == 0 && Character.isWhitespace(c)) {
                break;
            }
            position++;
            if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else if (c == quote && quote != 0) {
                quote = 0;
            } else if (c == '\\') {
                if (position < text.length()) {
                    flag.append(text.charAt(position++));
                }
            } else {
                flag.append(c);
            }
        }
        return position;
    }
}

package io.github.tcib.shell;

import java.util.ArrayList;
import java.util.List;

/**
 * Divides a shell text into simple commands. It reads quoting, operators and redirections as POSIX says (XCU 2.2 and 2.3), does
 * not expand anything, and never fails: what it cannot follow becomes words.
 */
public final class ShellScript {

    /** Of substitutions in substitutions; what lies deeper is taken as one piece, as no person wrote it. */
    private static final int DEEPEST = 200;

    private final String text;
    private final List<ReachedCommand> commands = new ArrayList<>();
    private final List<ShellWord> words = new ArrayList<>();
    private final ShellFlow flow;
    private final StringBuilder operators = new StringBuilder();
    private int position;
    private int substitutions;
    private boolean redirected;

    private ShellScript(String text, Dialect dialect) {
        this.text = text;
        this.flow = new ShellFlow(dialect);
    }

    /** The commands of a text in order, also those inside {@code if}, loops, groups and a here-document that is the script. */
    public static List<ShellCommand> commandsIn(String text) {
        return reachedIn(text, Dialect.BASH).stream()
                .map(ReachedCommand::command)
                .toList();
    }

    /** The commands of {@link #commandsIn}, with what is known about whether they are run. */
    public static List<ReachedCommand> reachedIn(String text, Dialect dialect) {
        return new ShellScript(withoutData(text), dialect).read();
    }

    /** A here-document is a script when nothing but it stands in the first line; else it is data for a command. */
    private static String withoutData(String text) {
        int lineEnd = text.indexOf('\n');
        if (lineEnd < 0) {
            return text;
        }
        String first = text.substring(0, lineEnd).strip();
        int opener = first.indexOf("<<");
        return opener > 0 ? text.substring(0, lineEnd) : text;
    }

    private List<ReachedCommand> read() {
        while (position < text.length()) {
            char c = text.charAt(position);
            if (c == '\n' || ";&|()".indexOf(c) >= 0) {
                endCommand();
                operators.append(c);
                position++;
            } else if (Character.isWhitespace(c)) {
                position++;
            } else if (c == '\\' && text.startsWith("\n", position + 1)) {
                position += 2;
            } else if (c == '#') {
                int end = text.indexOf('\n', position);
                position = end < 0 ? text.length() : end;
            } else if (c == '<' || c == '>') {
                skipRedirection();
            } else {
                readWord();
            }
        }
        endCommand();
        return List.copyOf(commands);
    }

    private void readWord() {
        int start = position;
        while (position < text.length() && !endsWord(text.charAt(position))) {
            position = afterPiece(position);
        }
        String word = text.substring(start, position);
        boolean descriptor = word.chars().allMatch(Character::isDigit)
                && position < text.length()
                && "<>".indexOf(text.charAt(position)) >= 0;
        if (redirected) {
            redirected = false;
        } else if (!descriptor) {
            words.add(new ShellWord(word, start));
        }
    }

    private static boolean endsWord(char c) {
        return Character.isWhitespace(c) || ";&|()<>".indexOf(c) >= 0;
    }

    private void skipRedirection() {
        while (position < text.length() && "<>&|-".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
        redirected = true;
    }

    private void endCommand() {
        if (!words.isEmpty()) {
            Reach reach = flow.next(words, operators.toString());
            operators.setLength(0);
            List<ShellWord> command = ShellCommand.withoutPrefixes(words);
            if (!command.isEmpty()) {
                commands.add(new ReachedCommand(new ShellCommand(command), reach));
            }
        }
        words.clear();
        redirected = false;
    }

    /** The end of the quoted, escaped or substituted piece at a position, or of the one character there. */
    private int afterPiece(int start) {
        char c = text.charAt(start);
        return switch (c) {
            case '\\' -> Math.min(text.length(), start + 2);
            case '\'' -> afterNext('\'', start + 1);
            case '"' -> afterDoubleQuoted(start + 1);
            case '`' -> afterNext('`', start + 1);
            case '$' -> afterSubstitution(start);
            default -> start + 1;
        };
    }

    private int afterNext(char close, int from) {
        int end = text.indexOf(close, from);
        return end < 0 ? text.length() : end + 1;
    }

    private int afterDoubleQuoted(int from) {
        int next = from;
        while (next < text.length() && text.charAt(next) != '"') {
            char c = text.charAt(next);
            next = c == '\\' || c == '$' || c == '`' ? afterPiece(next) : next + 1;
        }
        return Math.min(text.length(), next + 1);
    }

    private int afterSubstitution(int dollar) {
        boolean command = text.startsWith("(", dollar + 1);
        if (!command && !text.startsWith("{", dollar + 1)) {
            return dollar + 1;
        }
        if (substitutions == DEEPEST) {
            return text.length();
        }
        substitutions++;
        int end = afterNested(command ? ')' : '}', dollar + 2);
        substitutions--;
        return end;
    }

    private int afterNested(char close, int from) {
        char open = close == ')' ? '(' : '{';
        int next = from;
        int depth = 1;
        while (next < text.length()) {
            char c = text.charAt(next);
            if (c == close && --depth == 0) {
                return next + 1;
            }
            if (c == open) {
                depth++;
            }
            next = c == '\\' || c == '\'' || c == '"' || c == '$' ? afterPiece(next) : next + 1;
        }
        return text.length();
    }
}

package io.github.tcib.containerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Replaces {@code $name}, <code>${name}</code>, <code>${name:-word}</code> and <code>${name:+word}</code> in a word and
 * takes quotes and backslashes away, by the rules buildah has for ENV, LABEL, ADD, COPY, WORKDIR, EXPOSE, VOLUME, USER,
 * STOPSIGNAL and ARG. A variable that is not set is empty.
 */
public final class WordExpansion {

    private static final int DEEPEST = 100;
    private static final int END = -1;

    private final String word;
    private final Function<String, String> variables;
    private int position;
    private int depth;

    private WordExpansion(String word, Function<String, String> variables) {
        this.word = word;
        this.variables = variables;
    }

    /**
     * The word with variables replaced and quotes removed.
     *
     * @param variables gives the value of a name, the empty string for one that is not set
     * @throws MalformedInstructionException when a quote or brace is not closed, or the form of a substitution is unknown
     */
    public static String expand(String word, Function<String, String> variables) throws MalformedInstructionException {
        return new WordExpansion(word, variables).until(END, new Words());
    }

    /**
     * As {@link #expand}, split at blanks that are not quoted, also at those that came out of a variable.
     *
     * @throws MalformedInstructionException as {@link #expand}
     */
    public static List<String> expandToWords(String word, Function<String, String> variables)
            throws MalformedInstructionException {
        Words words = new Words();
        new WordExpansion(word, variables).until(END, words);
        return words.finished();
    }

    private String until(int stop, Words words) throws MalformedInstructionException {
        StringBuilder out = new StringBuilder();
        while (position < word.length()) {
            int c = peek();
            if (c == stop) {
                position++;
                return out.toString();
            }
            switch (c) {
                case '\'' -> {
                    String quoted = singleQuoted();
                    out.append(quoted);
                    words.addQuoted(quoted);
                }
                case '"' -> {
                    String quoted = doubleQuoted();
                    out.append(quoted);
                    words.addQuoted(quoted);
                }
                case '$' -> {
                    String value = substitution();
                    out.append(value);
                    words.addText(value);
                }
                case '\\' -> {
                    position++;
                    if (position < word.length()) {
                        String escaped = Character.toString(next());
                        out.append(escaped);
                        words.addQuoted(escaped);
                    }
                }
                default -> {
                    String plain = Character.toString(next());
                    out.append(plain);
                    words.addText(plain);
                }
            }
        }
        if (stop != END) {
            throw new MalformedInstructionException("'" + Character.toString(stop) + "' is missing in " + word);
        }
        return out.toString();
    }

    private String singleQuoted() throws MalformedInstructionException {
        int end = word.indexOf('\'', position + 1);
        if (end < 0) {
            throw new MalformedInstructionException("a single quote is not closed in " + word);
        }
        String quoted = word.substring(position + 1, end);
        position = end + 1;
        return quoted;
    }

    private String doubleQuoted() throws MalformedInstructionException {
        StringBuilder out = new StringBuilder();
        position++;
        while (position < word.length()) {
            int c = peek();
            if (c == '"') {
                position++;
                return out.toString();
            }
            if (c == '$') {
                out.append(substitution());
                continue;
            }
            position += Character.charCount(c);
            if (c == '\\') {
                if (position >= word.length()) {
                    continue;
                }
                int after = peek();
                if (after == '"' || after == '$' || after == '\\') {
                    c = next();
                }
            }
            out.appendCodePoint(c);
        }
        throw new MalformedInstructionException("a double quote is not closed in " + word);
    }

    private String substitution() throws MalformedInstructionException {
        position++;
        if (position >= word.length() || peek() != '{') {
            String name = name();
            return name.isEmpty() ? "$" : variables.apply(name);
        }
        position++;
        String name = name();
        int after = position < word.length() ? next() : END;
        if (after == '}') {
            return variables.apply(name);
        }
        if (after != ':') {
            throw new MalformedInstructionException(
                    "a substitution is ${name}, ${name:-word} or ${name:+word}, not " + word);
        }
        int modifier = position < word.length() ? next() : END;
        if (++depth > DEEPEST) {
            throw new MalformedInstructionException(
                    "substitutions lie in each other more than " + DEEPEST + " deep, which is the limit");
        }
        String alternative = until('}', new Words());
        depth--;
        String value = variables.apply(name);
        return switch (modifier) {
            case '+' -> value.isEmpty() ? "" : alternative;
            case '-' -> value.isEmpty() ? alternative : value;
            default ->
                throw new MalformedInstructionException(
                        "a substitution is ${name}, ${name:-word} or ${name:+word}, not " + word);
        };
    }

    /** Letters, digits and {@code _}; a name that begins with a digit is that digit alone, as in a shell. */
    private String name() {
        int start = position;
        while (position < word.length()) {
            int c = peek();
            if (position == start && Character.isDigit(c)) {
                position++;
                break;
            }
            if (!Character.isLetterOrDigit(c) && c != '_') {
                break;
            }
            position += Character.charCount(c);
        }
        return word.substring(start, position);
    }

    private int peek() {
        return word.codePointAt(position);
    }

    private int next() {
        int c = peek();
        position += Character.charCount(c);
        return c;
    }

    /** Collects words: unquoted blanks part them, quoted ones do not. */
    private static final class Words {

        private final List<String> words = new ArrayList<>();
        private final StringBuilder current = new StringBuilder();

        void addText(String text) {
            text.codePoints().forEach(c -> {
                if (!Character.isWhitespace(c)) {
                    current.appendCodePoint(c);
                } else {
                    endWord();
                }
            });
        }

        void addQuoted(String text) {
            current.append(text);
        }

        List<String> finished() {
            endWord();
            return words;
        }

        private void endWord() {
            if (!current.isEmpty()) {
                words.add(current.toString());
                current.setLength(0);
            }
        }
    }
}

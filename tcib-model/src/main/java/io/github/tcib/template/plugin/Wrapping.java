package io.github.tcib.template.plugin;

import io.github.tcib.template.python.Budget;
import io.github.tcib.template.python.Fault;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Breaks a paragraph into lines as Python's textwrap does.
 *
 * @param width most characters of a line
 * @param breakLongWords whether words longer than a line are cut
 * @param breakOnHyphens whether a line may end after a hyphen in a word
 */
record Wrapping(int width, boolean breakLongWords, boolean breakOnHyphens) {
    private static final String SPACE = "[\\t\\n\\u000b\\f\\r ]";

    List<String> wrap(String text, Budget budget) {
        if (width <= 0) {
            throw Fault.evaluation("invalid width " + width + " (must be > 0)");
        }
        Deque<String> chunks = new ArrayDeque<>(chunks(text, budget));
        List<String> lines = new ArrayList<>();
        while (!chunks.isEmpty()) {
            budget.charge(1);
            if (isBlank(chunks.element()) && !lines.isEmpty()) {
                chunks.pop();
                if (chunks.isEmpty()) {
                    break;
                }
            }
            List<String> line = new ArrayList<>();
            int length = 0;
            while (!chunks.isEmpty() && length + chunks.element().length() <= width) {
                budget.charge(1);
                length += chunks.element().length();
                line.add(chunks.pop());
            }
            if (!chunks.isEmpty() && chunks.element().length() > width) {
                tooLong(chunks, line, length);
            }
            if (!line.isEmpty() && isBlank(line.get(line.size() - 1))) {
                line.remove(line.size() - 1);
            }
            if (!line.isEmpty()) {
                lines.add(String.join("", line));
            }
        }
        return lines;
    }

    private void tooLong(Deque<String> chunks, List<String> line, int length) {
        int room = width - length;
        if (breakLongWords) {
            String chunk = chunks.pop();
            int end = room;
            if (breakOnHyphens && chunk.length() > room) {
                int hyphen = chunk.lastIndexOf('-', room - 1);
                if (hyphen > 0 && !chunk.substring(0, hyphen).replace("-", "").isEmpty()) {
                    end = hyphen + 1;
                }
            }
            line.add(chunk.substring(0, end));
            chunks.push(chunk.substring(end));
        } else if (line.isEmpty()) {
            line.add(chunks.pop());
        }
    }

    private static boolean isBlank(String chunk) {
        return chunk.chars().allMatch(c -> c == ' ' || (c >= 9 && c <= 13));
    }

    /** Words, the spaces between them and, if wanted, the parts of words that hyphens join. */
    private List<String> chunks(String text, Budget budget) {
        String word = "[^\\t\\n\\u000b\\f\\r ]";
        String separators = breakOnHyphens
                ? "(" + SPACE + "+|(?<=[\\w!\"'&.,?])-{2,}(?=\\w)|" + word
                        + "+?(?:-(?:(?<=[^\\d\\W]{2}-)|(?<=[^\\d\\W]-[^\\d\\W]-))" + "(?=[^\\d\\W]-?[^\\d\\W])|(?="
                        + SPACE + "|\\z)|(?<=[\\w!\"'&.,?])(?=-{2,}\\w)))"
                : "(" + SPACE + "+)";
        Matcher matcher =
                Pattern.compile(separators, Pattern.UNICODE_CHARACTER_CLASS).matcher(text);
        List<String> chunks = new ArrayList<>();
        int at = 0;
        while (matcher.find()) {
            budget.charge(1);
            chunks.add(text.substring(at, matcher.start()));
            chunks.add(matcher.group());
            at = matcher.end();
        }
        chunks.add(text.substring(at));
        chunks.removeIf(String::isEmpty);
        return chunks;
    }
}

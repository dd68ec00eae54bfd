package io.github.tcib.shell;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A simple command (POSIX XCU 2.9.1): its name and arguments, without assignments and redirections.
 *
 * @param words the name first; never empty
 */
public record ShellCommand(List<ShellWord> words) {

    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_]\\w*=.*", Pattern.DOTALL);

    /** Words that stand before a command and leave it what it is. */
    private static final Set<String> PREFIXES = Set.of(
            "sudo", "time", "command", "exec", "env", "nice", "if", "then", "elif", "else", "do", "while", "until", "!",
            "{");

    public ShellCommand {
        words = List.copyOf(words);
    }

    /** The words without what may stand before a command: flags of RUN, assignments, {@code sudo}, reserved words. */
    static List<ShellWord> withoutPrefixes(List<ShellWord> words) {
        int first = 0;
        boolean afterPrefix = false;
        while (first < words.size()) {
            String text = words.get(first).text();
            if (PREFIXES.contains(text)) {
                afterPrefix = true;
            } else if (!ASSIGNMENT.matcher(text).matches() && !text.startsWith(afterPrefix ? "-" : "--")) {
                break;
            }
            first++;
        }
        return words.subList(first, words.size());
    }

    /** The command's name without its directory. */
    public String name() {
        String text = words.get(0).unquoted();
        return text.substring(text.lastIndexOf('/') + 1);
    }

    /** What follows the name. */
    public List<ShellWord> arguments() {
        return words.subList(1, words.size());
    }

    /** The arguments that are no options. */
    public List<ShellWord> operands() {
        return arguments().stream().filter(word -> !word.isOption()).toList();
    }
}

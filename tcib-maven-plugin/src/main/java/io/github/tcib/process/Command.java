package io.github.tcib.process;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.codehaus.plexus.util.StringUtils;

/**
 * A command as a list of words that no shell sees, and the environment variables it gets beside those of this process.
 *
 * @param words the program and its arguments
 * @param environment variables to set
 */
public record Command(List<String> words, Map<String, String> environment) {

    private static final char[] NEED_QUOTES = " \t\n\r'\"$;&|<>(){}[]*?!\\`~#".toCharArray();
    /** Options of the container tools whose value is a password. */
    private static final Set<String> SECRET_OPTIONS = Set.of("--creds", "--decryption-key");

    public Command {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }

    /** A command with this process's environment. */
    public static Command of(String... words) {
        return new Command(List.of(words), Map.of());
    }

    /** The command as it can be typed into a shell, with passwords left out. */
    public String display() {
        List<String> shown = new ArrayList<>();
        String before = "";
        for (String word : words) {
            shown.add(SECRET_OPTIONS.contains(before) ? "***" : withoutSecret(word));
            before = word;
        }
        return shown.stream().map(Command::quoted).collect(joining(" "));
    }

    private static String withoutSecret(String word) {
        int equals = word.indexOf('=');
        return equals > 0 && SECRET_OPTIONS.contains(word.substring(0, equals))
                ? word.substring(0, equals + 1) + "***"
                : word;
    }

    private static String quoted(String word) {
        return StringUtils.quoteAndEscape(word, '\'', new char[] {'\''}, NEED_QUOTES, "'\\%s'", word.isEmpty());
    }
}

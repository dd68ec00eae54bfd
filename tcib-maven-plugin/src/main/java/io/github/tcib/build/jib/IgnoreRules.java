package io.github.tcib.build.jib;

import io.github.tcib.oci.RootPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which files of a context do not count, by its {@code .containerignore} or {@code .dockerignore}: a line a pattern, the last
 * one that matches decides, and {@code !} takes a file back in.
 */
final class IgnoreRules {

    private static final List<String> FILES =
            List.of("Containerfile.dockerignore", "Containerfile.containerignore", ".containerignore", ".dockerignore");

    private final List<Rule> rules;
    private final Optional<String> file;

    /** @param text the pattern without {@code !} */
    private record Rule(String text, Pattern pattern, boolean takesBack) {}

    private IgnoreRules(List<Rule> rules, Optional<String> file) {
        this.rules = rules;
        this.file = file;
    }

    /** Reads the rules of a context; without a file nothing is ignored. */
    static IgnoreRules read(Path context) throws IOException, InstructionException {
        for (String name : FILES) {
            Path file = context.resolve(name);
            if (Files.isRegularFile(file)) {
                return parse(Files.readAllLines(file), name);
            }
        }
        return new IgnoreRules(List.of(), Optional.empty());
    }

    static IgnoreRules parse(List<String> lines, String file) throws InstructionException {
        List<Rule> rules = new ArrayList<>();
        for (String line : lines) {
            String text = line.startsWith("#") ? "" : trimSlashes(line).strip();
            if (text.isEmpty()) {
                continue;
            }
            boolean takesBack = text.startsWith("!");
            String pattern = RootPath.of(takesBack ? text.substring(1) : text);
            if (pattern.isEmpty()) {
                if (takesBack && text.length() == 1) {
                    throw new InstructionException(file + " has a line '!' without a pattern");
                }
                pattern = ".";
            }
            rules.add(new Rule(pattern, compile(pattern, file), takesBack));
        }
        return new IgnoreRules(rules, Optional.of(file));
    }

    /** The name of the file the rules are from. */
    Optional<String> file() {
        return file;
    }

    /** Whether a path below the context, plain, is ignored. */
    boolean ignores(String path) {
        boolean ignored = false;
        for (Rule rule : rules) {
            if (ignored == rule.takesBack && rule.pattern.matcher(path).matches()) {
                ignored = !rule.takesBack;
            }
        }
        return ignored;
    }

    /** Whether something below an ignored directory may be taken back in. */
    boolean mayTakeBackBelow(String directory) {
        return rules.stream().anyMatch(rule -> rule.takesBack && rule.text.startsWith(directory));
    }

    private static String trimSlashes(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && text.charAt(start) == '/') {
            start++;
        }
        while (end > start && text.charAt(end - 1) == '/') {
            end--;
        }
        return text.substring(start, end);
    }

    /** {@code *} and {@code ?} stay within a part, {@code **} is any number of parts; what lies below a match matches. */
    private static Pattern compile(String pattern, String file) throws InstructionException {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (pattern.startsWith("**", i)) {
                i += pattern.startsWith("**/", i) ? 2 : 1;
                regex.append(i + 1 == pattern.length() ? ".*" : "(.*/)?");
            } else if (c == '*') {
                regex.append("[^/]*");
            } else if (c == '?') {
                regex.append("[^/]");
            } else if (c == '\\' && i + 1 < pattern.length()) {
                regex.append(Pattern.quote(pattern.substring(++i, i + 1)));
            } else if (c == '[' || c == ']' || c == '-' || c == '^') {
                regex.append(c);
            } else {
                regex.append(Pattern.quote(Character.toString(c)));
            }
        }
        try {
            return Pattern.compile(regex.append("(/.*)?").toString(), Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            throw new InstructionException(file + " has the malformed pattern '" + pattern + "'");
        }
    }
}

package io.github.tcib.repository;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Parses the {@code .repo} files of dnf: sections of {@code key=value}, where indented lines go on with the value above. */
public final class RepoFile {

    private RepoFile() {}

    /**
     * The enabled repositories of a file.
     *
     * @param variables fills in variables such as {@code $basearch}
     */
    public static List<RepositoryConfig> enabledIn(String text, UnaryOperator<String> variables) {
        List<RepositoryConfig> repositories = new ArrayList<>();
        optionsIn(text, variables).forEach((id, options) -> {
            if (isTrue(options.getOrDefault("enabled", "1"))) {
                repositories.add(new RepositoryConfig(
                        id,
                        words(options.getOrDefault("baseurl", "")),
                        word(options, "metalink"),
                        word(options, "mirrorlist"),
                        options));
            }
        });
        return repositories;
    }

    /**
     * The repositories of a file, disabled ones too, with all their options.
     *
     * @param variables fills in variables such as {@code $basearch}
     */
    public static Map<String, Map<String, String>> optionsIn(String text, UnaryOperator<String> variables) {
        Map<String, Map<String, String>> repositories = new LinkedHashMap<>();
        sectionsOf(text).forEach((id, options) -> {
            if (!id.equals("main")) {
                Map<String, String> filled = new LinkedHashMap<>();
                options.forEach((key, value) -> filled.put(key, variables.apply(value)));
                repositories.put(variables.apply(id), filled);
            }
        });
        return repositories;
    }

    private static Map<String, Map<String, String>> sectionsOf(String text) {
        Map<String, Map<String, String>> sections = new LinkedHashMap<>();
        Map<String, String> options = new LinkedHashMap<>();
        String key = "";
        for (String line : text.lines().toList()) {
            String content = line.strip();
            if (content.isEmpty() || content.startsWith("#") || content.startsWith(";")) {
                continue;
            }
            int equals = content.indexOf('=');
            if (Character.isWhitespace(line.charAt(0)) && !key.isEmpty()) {
                options.merge(key, content, (above, more) -> above + " " + more);
            } else if (content.startsWith("[") && content.contains("]")) {
                options = sections.computeIfAbsent(
                        content.substring(1, content.indexOf(']')).strip(), id -> new LinkedHashMap<>());
                key = "";
            } else if (equals > 0) {
                key = content.substring(0, equals).strip().toLowerCase(Locale.ROOT);
                options.put(key, content.substring(equals + 1).strip());
            }
        }
        return sections;
    }

    static boolean isTrue(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "0", "no", "false", "off" -> false;
            default -> true;
        };
    }

    private static List<String> words(String value) {
        return Stream.of(value.split("[\\s,]+")).filter(word -> !word.isEmpty()).toList();
    }

    private static Optional<String> word(Map<String, String> options, String key) {
        return Optional.ofNullable(options.get(key)).filter(value -> !value.isEmpty());
    }
}

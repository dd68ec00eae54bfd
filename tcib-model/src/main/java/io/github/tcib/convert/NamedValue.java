package io.github.tcib.convert;

import io.github.tcib.containerfile.JsonText;
import io.github.tcib.containerfile.MalformedInstructionException;
import io.github.tcib.containerfile.WordExpansion;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name and a value of ARG, ENV or LABEL as a map of the layout says it. The layout writes values in double quotes, so only
 * a value that means the same in them has this form.
 *
 * @param name without quotes
 * @param value for the layout
 * @param references the names the value is made of: {@code $name}
 */
record NamedValue(String name, YamlNode value, Set<String> references) {

    private static final int LONGEST_NAME = 256;
    private static final Pattern NAME = Pattern.compile("[^\\s\\p{Cntrl}=\"'$\\\\]{1," + LONGEST_NAME + "}");
    private static final Pattern TYPED = Pattern.compile("true|false|0|[1-9]\\d{0,17}");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{?(\\w+)");

    NamedValue {
        references = Set.copyOf(references);
    }

    /** Reads a name and a value as they stand in the Containerfile; empty when the layout has no way to say the value. */
    static Optional<NamedValue> of(String name, String value) {
        Optional<String> plainName =
                inDoubleQuotes(name).filter(n -> NAME.matcher(n).matches());
        Optional<String> plainValue = inDoubleQuotes(value).filter(text -> meansTheSame(value, text));
        if (plainName.isEmpty() || plainValue.isEmpty()) {
            return Optional.empty();
        }
        YamlNode node = TYPED.matcher(value).matches()
                ? new YamlNode.Plain(value)
                : new YamlNode.Text(TemplateText.of(plainValue.get()));
        return Optional.of(new NamedValue(plainName.get(), node, referencesIn(value)));
    }

    /** The names that a text refers to. */
    static Set<String> referencesIn(String text) {
        Set<String> names = new HashSet<>();
        Matcher matcher = REFERENCE.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    /** A word without its quotes; what follows {@code $} stays; empty when a dollar sign is meant to stay one. */
    static Optional<String> inDoubleQuotes(String word) {
        StringBuilder text = new StringBuilder();
        char quote = 0;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (quote == '\'' ? c == '\'' : quote == '"' && c == '"') {
                quote = 0;
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else if (c == '\\' && quote != '\'') {
                if (i + 1 < word.length()) {
                    char escaped = word.charAt(++i);
                    if (escaped == '$') {
                        return Optional.empty();
                    }
                    boolean kept = quote == '"' && escaped != '"' && escaped != '\\';
                    text.append(kept ? "\\" : "").append(escaped);
                }
            } else if (c == '$' && quote == '\'') {
                return Optional.empty();
            } else {
                text.append(c);
            }
        }
        return quote == 0 ? Optional.of(text.toString()) : Optional.empty();
    }

    private static boolean meansTheSame(String word, String text) {
        String written = JsonText.quote(text);
        return expandAlike(word, written, name -> "<" + name + ">") && expandAlike(word, written, name -> "");
    }

    private static boolean expandAlike(String word, String written, Function<String, String> variables) {
        try {
            return WordExpansion.expand(word, variables).equals(WordExpansion.expand(written, variables));
        } catch (MalformedInstructionException e) {
            return false;
        }
    }
}

package io.github.tcib.size;

import java.util.List;
import java.util.regex.Pattern;

/** A name or path with wildcards: {@code ?} and {@code *} within a part of a path, {@code **} for any number of parts. */
public final class Glob {

    private final String text;
    private final Pattern pattern;

    public Glob(String text) {
        this.text = text;
        this.pattern = Pattern.compile(regexOf(text.startsWith("/") ? text.substring(1) : text), Pattern.DOTALL);
    }

    /** Globs of texts. */
    public static List<Glob> all(List<String> texts) {
        return texts.stream().map(Glob::new).toList();
    }

    private static String regexOf(String glob) {
        StringBuilder regex = new StringBuilder();
        int i = 0;
        while (i < glob.length()) {
            if (glob.startsWith("**/", i)) {
                regex.append("(?:.*/)?");
                i += 3;
            } else if (glob.startsWith("**", i)) {
                regex.append(".*");
                i += 2;
            } else {
                char c = glob.charAt(i);
                regex.append(
                        switch (c) {
                            case '*' -> "[^/]*";
                            case '?' -> "[^/]";
                            default -> Pattern.quote(String.valueOf(c));
                        });
                i++;
            }
        }
        return regex.toString();
    }

    public boolean matches(String name) {
        return pattern.matcher(name).matches();
    }

    /** Whether it can match more than one name. */
    boolean hasWildcard() {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    }

    @Override
    public String toString() {
        return text;
    }
}

package io.github.tcib.maven;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugin.MojoFailureException;

/** How lists and maps are written in a property on the command line: items between commas, {@code \,} for a comma. */
final class SettingSyntax {

    private SettingSyntax() {}

    /** The items of a list, stripped, without empty ones. */
    static List<String> list(String text) {
        return items(text).stream()
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    /**
     * The pairs of a map; a later pair with the same key wins.
     *
     * @param property named in the message
     * @param separator divides a key from its value at its first occurrence; the value may hold it again and may be empty
     */
    static Map<String, String> map(String text, String property, char separator) throws MojoFailureException {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String item : items(text)) {
            if (item.isBlank()) {
                continue;
            }
            int end = item.indexOf(separator);
            if (end < 0 || item.substring(0, end).isBlank()) {
                throw new MojoFailureException(property + ": '" + item.strip() + "' is not of the form name" + separator
                        + "value; write -D" + property + "=name" + separator + "value,other" + separator
                        + "value, and '\\,' for a comma inside a value");
            }
            pairs.put(item.substring(0, end).strip(), item.substring(end + 1));
        }
        return pairs;
    }

    private static List<String> items(String text) {
        List<String> items = new ArrayList<>();
        StringBuilder item = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length() && text.charAt(i + 1) == ',') {
                item.append(',');
                i++;
            } else if (c == ',') {
                items.add(item.toString());
                item.setLength(0);
            } else {
                item.append(c);
            }
        }
        items.add(item.toString());
        return items;
    }
}

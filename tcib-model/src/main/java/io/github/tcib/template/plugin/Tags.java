package io.github.tcib.template.plugin;

import io.github.tcib.template.python.Py.Str;
import io.github.tcib.template.python.Splitting;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Markup made text again. */
final class Tags {
    private Tags() {}

    /** {@code markupsafe.Markup.striptags}: no comments, no tags, single spaces, no entities. */
    static String strip(String markup) {
        String text = without(without(markup, "<!--", "-->"), "<", ">");
        StringBuilder words = new StringBuilder();
        for (var word : Splitting.split(text, Optional.empty(), -1, false).items()) {
            words.append(words.isEmpty() ? "" : " ").append(((Str) word).text());
        }
        return unescape(words.toString());
    }

    private static String without(String text, String open, String close) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        for (int start = text.indexOf(open); start >= 0; start = text.indexOf(open, at)) {
            int end = text.indexOf(close, start + open.length());
            if (end < 0) {
                break;
            }
            out.append(text, at, start);
            at = end + close.length();
        }
        return out.append(text, at, text.length()).toString();
    }

    private static String unescape(String text) {
        Map<String, String> names =
                Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", "\u00a0");
        Matcher matcher = Pattern.compile("&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-z]+));")
                .matcher(text);
        return matcher.replaceAll(found -> {
            String name = found.group(3);
            if (name != null) {
                return Matcher.quoteReplacement(names.getOrDefault(name, found.group()));
            }
            int code = found.group(1) != null ? Integer.parseInt(found.group(1)) : Integer.parseInt(found.group(2), 16);
            return Matcher.quoteReplacement(
                    Character.isValidCodePoint(code) && code > 0 ? Character.toString(code) : "\ufffd");
        });
    }
}

package io.github.tcib.repository;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The variables of repository options (dnf.conf(5), "Repo variables"): {@code $name} or <code>${name}</code>. Those that are
 * not known stay as they are, as dnf does it.
 */
public final class DnfVariables {

    private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{([A-Za-z0-9_]+)}|([A-Za-z0-9_]+))");

    private final Map<String, String> values;

    private DnfVariables(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /**
     * The variables of a distribution.
     *
     * @param release such as {@code 9}
     * @param machine the architecture as RPM names it, such as {@code x86_64}
     * @param others the content of files in /etc/dnf/vars by their names; they win
     */
    public static DnfVariables of(String release, String machine, Map<String, String> others) {
        Map<String, String> values = new TreeMap<>();
        values.put("releasever", release);
        int dot = release.indexOf('.');
        values.put("releasever_major", dot < 0 ? release : release.substring(0, dot));
        values.put("releasever_minor", dot < 0 ? "" : release.substring(dot + 1));
        values.put("arch", machine);
        values.put("basearch", machine);
        // CentOS Stream keeps this one in its base image, where only the image's own dnf sees it.
        values.put("stream", release + "-stream");
        values.putAll(others);
        return new DnfVariables(values);
    }

    /** The architecture as RPM names it, of one as Go and Java name it. */
    public static String machineOf(String architecture) {
        return switch (architecture) {
            case "amd64", "x86_64" -> "x86_64";
            case "arm64", "aarch64" -> "aarch64";
            default -> architecture;
        };
    }

    /** Fills in the variables of a text. */
    public String fill(String text) {
        return VARIABLE.matcher(text).replaceAll(match -> {
            String name = match.group(1) == null ? match.group(2) : match.group(1);
            return Matcher.quoteReplacement(values.getOrDefault(name, match.group()));
        });
    }
}

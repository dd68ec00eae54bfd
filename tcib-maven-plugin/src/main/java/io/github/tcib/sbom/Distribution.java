package io.github.tcib.sbom;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The distribution of an image, as its os-release says (os-release(5)).
 *
 * @param id such as {@code centos}
 * @param version such as {@code 9}; empty where releases have no number
 * @param title for people
 */
record Distribution(String id, String version, String title) {

    /** The id of a system that does not say what it is. */
    private static final String UNNAMED = "linux";

    /** Reads the text of an os-release file. */
    static Distribution parse(String text) {
        Map<String, String> fields = new HashMap<>();
        for (String line : text.lines().map(String::strip).toList()) {
            int equals = line.indexOf('=');
            if (equals > 0 && !line.startsWith("#")) {
                fields.put(line.substring(0, equals), unquoted(line.substring(equals + 1)));
            }
        }
        String id = fields.getOrDefault("ID", UNNAMED).toLowerCase(Locale.ROOT);
        return new Distribution(
                id.isEmpty() ? UNNAMED : id,
                fields.getOrDefault("VERSION_ID", ""),
                fields.getOrDefault("PRETTY_NAME", fields.getOrDefault("NAME", id)));
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1
                && (value.startsWith("\"") || value.startsWith("'"))
                && value.charAt(0) == value.charAt(value.length() - 1);
        return quoted ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1") : value;
    }

    /** Name and version, as the qualifier {@code distro} of package URLs has them: {@code centos-9}. */
    String word() {
        return version.isEmpty() ? id : id + "-" + version;
    }

    /** The vendor in package URLs: the id, but that vulnerability data bases know Red Hat by its name. */
    String vendor() {
        return id.equals("rhel") ? "redhat" : id;
    }
}

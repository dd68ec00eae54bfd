package io.github.tcib.maven;

import java.util.Locale;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;

/**
 * A platform as OCI image-spec 1.1 names it.
 *
 * @param os such as {@code linux}
 * @param architecture Go's name of it, such as {@code amd64}
 */
record Platform(String os, String architecture) {

    /**
     * Reads {@code os/architecture} or {@code os/architecture/variant}; without a text, the platform of this machine's images.
     *
     * @throws MojoFailureException if the text is neither
     */
    static Platform of(Optional<String> text) throws MojoFailureException {
        if (text.isEmpty()) {
            return new Platform("linux", goName(System.getProperty("os.arch", "amd64")));
        }
        String[] parts = text.get().split("/", -1);
        if (parts.length < 2 || parts.length > 3 || parts[0].isBlank() || parts[1].isBlank()) {
            throw new MojoFailureException(
                    "tcib.platform: '" + text.get() + "' is not of the form os/architecture, such as linux/amd64");
        }
        return new Platform(parts[0], goName(parts[1]));
    }

    /** The machine name that {@code uname -m} and Ansible use. */
    String machine() {
        return switch (architecture) {
            case "amd64" -> "x86_64";
            case "arm64" -> "aarch64";
            case "386" -> "i686";
            default -> architecture;
        };
    }

    private static String goName(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "x86_64", "x86-64", "amd64" -> "amd64";
            case "aarch64", "arm64" -> "arm64";
            default -> name.toLowerCase(Locale.ROOT);
        };
    }
}

package io.github.tcib.oci;

import java.util.Locale;

/**
 * The system an image is for, in the words of Go's GOOS and GOARCH (OCI image-spec 1.1, image-index.md).
 *
 * @param variant of the architecture, such as {@code v8}; empty for none or any
 */
public record Platform(String os, String architecture, String variant) {

    /** @throws OciException when the text is not {@code os/architecture} or {@code os/architecture/variant} */
    public static Platform parse(String text) throws OciException {
        String[] parts = text.split("/", -1);
        if (parts.length < 2 || parts.length > 3 || parts[0].isEmpty() || parts[1].isEmpty()) {
            throw new OciException("'" + text + "' is not a platform; write os/architecture, such as linux/amd64");
        }
        return new Platform(parts[0], parts[1], parts.length == 3 ? parts[2] : "");
    }

    /** Linux on the architecture this Java runs on. */
    public static Platform ofThisMachine() {
        String architecture = System.getProperty("os.arch", "amd64").toLowerCase(Locale.ROOT);
        return new Platform(
                "linux",
                switch (architecture) {
                    case "x86_64", "amd64" -> "amd64";
                    case "aarch64", "arm64" -> "arm64";
                    case "x86", "i386", "i686" -> "386";
                    default -> architecture;
                },
                "");
    }

    /** The machine name that {@code uname -m} and Ansible use. */
    public String machine() {
        return switch (architecture) {
            case "amd64" -> "x86_64";
            case "arm64" -> "aarch64";
            case "386" -> "i686";
            case "arm" -> variant.equals("v6") ? "armv6l" : "armv7l";
            case "loong64" -> "loongarch64";
            default -> architecture;
        };
    }

    /** Whether an image for the other platform is one for this platform: an empty variant on either side is any. */
    public boolean accepts(Platform other) {
        return os.equals(other.os)
                && architecture.equals(other.architecture)
                && (variant.isEmpty() || other.variant.isEmpty() || variant.equals(other.variant));
    }

    /** One word for it, good for tags and directories: {@code linux-arm64-v8}. */
    public String word() {
        return toString().replace('/', '-');
    }

    @Override
    public String toString() {
        return os + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant);
    }
}

package io.github.tcib.platform;

import io.github.tcib.model.NearName;
import io.github.tcib.oci.OciException;
import io.github.tcib.oci.Platform;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a list of platforms as people write it, and refuses what no image can be for. */
public final class PlatformList {

    private static final String LINUX = "linux";
    /** Of a word that another one can be near to. */
    private static final int SHORTEST = 3;

    /** Architectures of Go that Linux has (Go's {@code go tool dist list}), as image indexes name them. */
    private static final Set<String> ARCHITECTURES = Set.of(
            "386",
            "amd64",
            "arm",
            "arm64",
            "loong64",
            "mips",
            "mips64",
            "mips64le",
            "mipsle",
            "ppc64",
            "ppc64le",
            "riscv64",
            "s390x");

    /** What RPM, Debian and uname call architectures. */
    private static final Map<String, String> OTHER_NAMES = Map.ofEntries(
            Map.entry("x86_64", "amd64"),
            Map.entry("x64", "amd64"),
            Map.entry("i386", "386"),
            Map.entry("i686", "386"),
            Map.entry("x86", "386"),
            Map.entry("aarch64", "arm64"),
            Map.entry("armv8", "arm64"),
            Map.entry("armhf", "arm/v7"),
            Map.entry("armhfp", "arm/v7"),
            Map.entry("armv7l", "arm/v7"),
            Map.entry("armv6l", "arm/v6"),
            Map.entry("ppc64el", "ppc64le"),
            Map.entry("s390", "s390x"),
            Map.entry("loongarch64", "loong64"));

    /** The variant that an architecture without one means (containerd's normalization of platforms). */
    private static final Map<String, String> USUAL_VARIANTS = Map.of("arm64", "v8", "arm", "v7", "amd64", "v1");

    private PlatformList() {}

    /**
     * The platforms of some texts, in their order.
     *
     * @throws OciException when a text is no platform that images are built for, or two mean the same
     */
    public static List<Platform> parse(List<String> texts) throws OciException {
        List<Platform> platforms = new ArrayList<>();
        Map<Platform, Platform> seen = new HashMap<>();
        for (String text : texts) {
            Platform platform = parse(text.strip());
            Platform before = seen.put(withUsualVariant(platform), platform);
            if (before != null) {
                throw new OciException(
                        before.equals(platform)
                                ? "'" + platform + "' is there twice; name each platform once"
                                : "'" + before + "' and '" + platform + "' are the same platform; name one of them");
            }
            platforms.add(platform);
        }
        return List.copyOf(platforms);
    }

    private static Platform parse(String text) throws OciException {
        String[] parts = text.split("/", -1);
        boolean known = parts.length >= 2
                && parts.length <= 3
                && parts[0].equals(LINUX)
                && ARCHITECTURES.contains(parts[1])
                && (parts.length == 2 || parts[2].matches("v[0-9]+"));
        if (!known) {
            throw new OciException("'" + text + "' is not a platform that images are built for; "
                    + near(text)
                            .map(name -> "did you mean " + name + "?")
                            .orElse("write linux/architecture, such as linux/amd64 or linux/arm64"));
        }
        return Platform.parse(text);
    }

    private static Optional<String> near(String text) {
        String lower = text.toLowerCase(Locale.ROOT).replace('-', '/');
        String rest = lower.startsWith(LINUX + "/") ? lower.substring(LINUX.length() + 1) : lower;
        String[] parts = rest.split("/", -1);
        for (int i = 0; i < parts.length; i++) {
            String name = OTHER_NAMES.getOrDefault(parts[i], parts[i]);
            if (ARCHITECTURES.contains(name) || name.contains("/")) {
                boolean hasVariant = i + 1 < parts.length && parts[i + 1].matches("v[0-9]+") && !name.contains("/");
                return Optional.of(LINUX + "/" + name + (hasVariant ? "/" + parts[i + 1] : ""));
            }
        }
        String last = parts[parts.length - 1];
        return last.length() < SHORTEST
                ? Optional.empty()
                : NearName.of(last, ARCHITECTURES).map(architecture -> LINUX + "/" + architecture);
    }

    private static Platform withUsualVariant(Platform platform) {
        String variant = platform.variant().isEmpty()
                ? USUAL_VARIANTS.getOrDefault(platform.architecture(), "")
                : platform.variant();
        return new Platform(platform.os(), platform.architecture(), variant);
    }
}

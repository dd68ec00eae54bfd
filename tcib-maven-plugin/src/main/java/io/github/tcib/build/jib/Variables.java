package io.github.tcib.build.jib;

import io.github.tcib.oci.Platform;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The variables that instructions see: the environment of the image so far, and below it build arguments. */
final class Variables {

    private static final String PATH = "PATH";
    private static final String DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final Map<String, String> inherited = new LinkedHashMap<>();
    private final Map<String, String> set = new LinkedHashMap<>();
    private final Map<String, String> arguments = new HashMap<>();
    private final Map<String, String> platformArguments;

    /** @param environment of the parent, each {@code name=value} */
    Variables(List<String> environment, Platform platform) {
        for (String variable : environment) {
            int equals = variable.indexOf('=');
            inherited.put(
                    equals < 0 ? variable : variable.substring(0, equals),
                    equals < 0 ? "" : variable.substring(equals + 1));
        }
        if (!inherited.containsKey(PATH)) {
            set.put(PATH, DEFAULT_PATH);
        }
        platformArguments = Map.of(
                "TARGETPLATFORM", platform.toString(),
                "TARGETOS", platform.os(),
                "TARGETARCH", platform.architecture(),
                "TARGETVARIANT", platform.variant(),
                "BUILDPLATFORM", platform.toString(),
                "BUILDOS", platform.os(),
                "BUILDARCH", platform.architecture(),
                "BUILDVARIANT", platform.variant());
    }

    /** The value of a variable; the empty string for one that is not set. The environment wins over arguments. */
    String valueOf(String name) {
        String value = set.getOrDefault(name, inherited.get(name));
        return value != null ? value : arguments.getOrDefault(name, "");
    }

    void setEnvironment(String name, String value) {
        set.put(name, value);
    }

    /** Makes an argument known; without a default it has a value only if it is one of the platform's. */
    void declareArgument(String name, Optional<String> value) {
        if (value.isPresent()) {
            arguments.put(name, value.get());
        } else if (platformArguments.containsKey(name)) {
            arguments.put(name, platformArguments.getOrDefault(name, ""));
        }
    }

    /** The environment for the config: what is inherited and not set anew, then what was set, as buildah orders it. */
    List<String> environment() {
        Map<String, String> all = new LinkedHashMap<>(inherited);
        all.keySet().removeAll(set.keySet());
        all.putAll(set);
        return all.entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue())
                .toList();
    }
}

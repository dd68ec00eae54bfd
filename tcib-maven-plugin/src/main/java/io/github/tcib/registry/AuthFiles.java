package io.github.tcib.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files of credentials on this machine, in the order in which podman, then Docker, look for them. */
public final class AuthFiles {

    private static final Duration HELPERS_LONGEST = Duration.ofSeconds(30);

    private AuthFiles() {}

    /**
     * The places to look in.
     *
     * @param chosen a file that is asked for by name and has to exist
     * @param environment of this process: REGISTRY_AUTH_FILE, XDG_RUNTIME_DIR, XDG_CONFIG_HOME, DOCKER_CONFIG, and
     *     PATH for helpers
     * @param home of this user
     */
    public static List<CredentialSource> of(Optional<Path> chosen, Map<String, String> environment, Path home) {
        CredentialHelper helper = new CredentialHelper(environment.getOrDefault("PATH", ""), HELPERS_LONGEST);
        List<CredentialSource> sources = new ArrayList<>();
        Optional<Path> required = chosen.or(() -> variable(environment, "REGISTRY_AUTH_FILE"));
        required.ifPresent(file -> sources.add(new AuthFile(file, true, helper)));
        List<Path> usual = new ArrayList<>();
        variable(environment, "XDG_RUNTIME_DIR")
                .ifPresent(runtime -> usual.add(runtime.resolve("containers/auth.json")));
        user(home).ifPresent(id -> usual.add(Path.of("/run/containers", id, "auth.json")));
        usual.add(variable(environment, "XDG_CONFIG_HOME")
                .orElse(home.resolve(".config"))
                .resolve("containers/auth.json"));
        usual.add(variable(environment, "DOCKER_CONFIG")
                .orElse(home.resolve(".docker"))
                .resolve("config.json"));
        usual.stream().distinct().forEach(file -> sources.add(new AuthFile(file, false, helper)));
        return sources;
    }

    private static Optional<Path> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isBlank())
                .map(Path::of);
    }

    /** The number of this user, who owns the home: podman's place without XDG_RUNTIME_DIR has it in its name. */
    private static Optional<String> user(Path home) {
        try {
            return Optional.of(String.valueOf(Files.getAttribute(home, "unix:uid")));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

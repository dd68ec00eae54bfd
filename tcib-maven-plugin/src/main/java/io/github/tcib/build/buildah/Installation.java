package io.github.tcib.build.buildah;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.tcib.build.BuildFailure;
import io.github.tcib.build.BuildFailure.Kind;
import io.github.tcib.json.JsonText;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The buildah that was found, and its store.
 *
 * @param graphRoot where the store keeps images and containers
 * @param graphDriver such as {@code overlay}
 * @param runtime the OCI runtime that RUN steps get unless told otherwise
 */
record Installation(Path graphRoot, String graphDriver, String runtime) {

    /** The first version with {@code bud --secret}, {@code --timestamp} and {@code --pull-never} (2021). */
    static final int LEAST_MAJOR = 1;

    static final int LEAST_MINOR = 23;

    private static final Pattern VERSION = Pattern.compile("version (\\d+)\\.(\\d+)");

    /**
     * Looks at the buildah of this machine.
     *
     * @throws BuildFailure saying what to do when it is missing, too old, or may not use its store
     */
    static Installation read(Buildah buildah) throws BuildFailure, InterruptedException {
        checkVersion(buildah.read("--version").strip());
        Buildah.Answer info = buildah.ask("info");
        if (!info.isSuccess()) {
            throw new BuildFailure(
                    Kind.DETERMINISTIC,
                    "buildah cannot use its image store: " + info.complaint()
                            + "; run as root, or set up rootless builds: a range for this user in /etc/subuid and"
                            + " /etc/subgid, newuidmap and newgidmap, and a writable home (see 'man buildah', ROOTLESS)");
        }
        try {
            JsonNode json = JsonText.read(info.out());
            JsonNode store = json.path("store");
            String graphRoot = store.path("GraphRoot").asText();
            if (graphRoot.isEmpty()) {
                throw new BuildFailure(
                        Kind.DETERMINISTIC,
                        "'buildah info' does not say where its store is; set tcib.buildahExecutable");
            }
            return new Installation(
                    Path.of(graphRoot),
                    store.path("GraphDriverName").asText(),
                    json.path("host").path("OCIRuntime").asText());
        } catch (JsonProcessingException e) {
            throw new BuildFailure(
                    Kind.DETERMINISTIC,
                    "'buildah info' does not give JSON: " + e.getOriginalMessage() + "; set tcib.buildahExecutable");
        }
    }

    private static void checkVersion(String printed) throws BuildFailure {
        Matcher version = VERSION.matcher(printed);
        if (!version.find()) {
            throw new BuildFailure(
                    Kind.DETERMINISTIC,
                    "this is not buildah: asked for its version it says '" + printed + "'; set tcib.buildahExecutable");
        }
        int major = Integer.parseInt(version.group(1));
        int minor = Integer.parseInt(version.group(2));
        if (major < LEAST_MAJOR || (major == LEAST_MAJOR && minor < LEAST_MINOR)) {
            throw new BuildFailure(
                    Kind.DETERMINISTIC,
                    "buildah " + major + "." + minor + " is too old: " + LEAST_MAJOR + "." + LEAST_MINOR
                            + " or later is needed; update it or set tcib.buildahExecutable");
        }
    }

    /** The directory of a container's own files in the store. */
    Path containerDirectory(String id) {
        return graphRoot.resolve(graphDriver + "-containers").resolve(id).resolve("userdata");
    }
}

package io.github.tcib.lock.resolve;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tcib.build.BuildFailure;
import io.github.tcib.build.buildah.HelperContainers;
import io.github.tcib.json.JsonText;
import io.github.tcib.lock.LockedParent;
import io.github.tcib.process.Outcome;
import io.github.tcib.text.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Runs {@code resolve.py} with the dnf of a base image: a request of JSON in, an answer of JSON out. */
final class Solver {

    private static final int VERSION = 1;
    private static final String SCRIPT = "resolve.py";
    private static final String REQUEST = "request.json";
    private static final String ANSWER = "answer.json";

    /** The exit code of the shell below when there is no dnf for Python. */
    private static final int NO_DNF = 96;

    private static final int SHOWN_LINES = 8;

    /** On RHEL and its kin, the dnf of the system belongs to another Python than the one on the PATH. */
    private static final String START = """
            for python in /usr/libexec/platform-python python3; do
                if command -v $python >/dev/null 2>&1 && $python -c 'import dnf, hawkey' >/dev/null 2>&1; then
                    exec $python -B %1$s/%2$s %1$s/%3$s %1$s/%4$s
                fi
            done
            exit %5$d
            """.formatted(HelperContainers.FOLDER, SCRIPT, REQUEST, ANSWER, NO_DNF);

    /** What curl and dnf take their proxies from. */
    private static final Set<String> PROXIES =
            Set.of("http_proxy", "https_proxy", "ftp_proxy", "all_proxy", "no_proxy");

    private final HelperContainers containers;
    private final Map<String, String> environment;
    private final Duration timeout;

    /**
     * @param environment where proxies are found
     * @param timeout how long one base may take; zero for no limit
     */
    Solver(HelperContainers containers, Map<String, String> environment, Duration timeout) {
        this.containers = containers;
        this.environment = new TreeMap<>(environment);
        this.timeout = timeout;
    }

    /**
     * What may move.
     *
     * @param hold whether packages stay as they are where that is possible
     * @param keep those that stay
     * @param release globs of names that need not stay
     */
    record Hold(boolean hold, List<String> keep, List<String> release) {}

    /**
     * Resolves images.
     *
     * @param base the reference of their base
     * @param id the id of the base in the store
     * @throws ResolutionException when the base has no dnf for Python, or its repositories cannot be read
     */
    JsonNode solve(String base, String id, List<ImageSteps> images, Hold hold)
            throws ResolutionException, BuildFailure, InterruptedException {
        HelperContainers.Finished finished = containers.run(new HelperContainers.Job(
                id,
                Map.of(SCRIPT, script(), REQUEST, request(images, hold)),
                List.of("sh", "-c", START),
                ANSWER,
                timeout));
        if (finished.outcome() instanceof Outcome.Exited exited
                && (exited.code() == NO_DNF || lacksShell(finished.output()))) {
            throw new ResolutionException("the base " + base
                    + " has no dnf for Python, which resolves packages: install python3-dnf in it, or use a base of CentOS,"
                    + " Fedora or RHEL that is not 'minimal' or 'micro'");
        }
        if (!finished.isSuccess() || finished.answer().isEmpty()) {
            throw new ResolutionException(
                    "packages cannot be resolved in a container of " + base + ":\n" + last(finished.output()));
        }
        JsonNode answer = read(finished.answer().get());
        if (answer.hasNonNull("failure")) {
            throw new ResolutionException("the repositories cannot be read, in the words of dnf: "
                    + answer.path("failure").asText());
        }
        return answer;
    }

    private static boolean lacksShell(List<String> output) {
        return output.stream()
                .anyMatch(line -> line.contains("exec: \"sh\"") || line.matches(".*executable file.*not found.*"));
    }

    private static String last(List<String> output) {
        return output.subList(Math.max(0, output.size() - SHOWN_LINES), output.size()).stream()
                .map(Printable::sentence)
                .collect(Collectors.joining("\n"));
    }

    static JsonNode read(String text) throws ResolutionException {
        try {
            JsonNode answer = JsonText.read(text);
            if (answer.path("version").asInt() != VERSION) {
                throw new ResolutionException("Python in the base image gives an answer of another version than "
                        + VERSION + "; try another base, or an older or newer one");
            }
            return answer;
        } catch (JsonProcessingException e) {
            throw new ResolutionException("Python in the base image gives an answer that is not JSON: "
                    + Printable.sentence(e.getOriginalMessage()) + "; try another base, or an older or newer one");
        }
    }

    private static byte[] script() {
        try (InputStream in = Solver.class.getResourceAsStream(SCRIPT)) {
            if (in == null) {
                throw new IllegalStateException(SCRIPT + " is part of this plugin");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(SCRIPT + " is part of this plugin", e);
        }
    }

    private byte[] request(List<ImageSteps> images, Hold hold) {
        ObjectNode json = JsonMapper.builder().build().createObjectNode();
        json.put("version", VERSION);
        json.put("hold", hold.hold());
        json.set("keep", StepJson.texts(hold.keep()));
        json.set("release", StepJson.texts(hold.release()));
        ObjectNode proxies = json.putObject("environment");
        environment.forEach((name, value) -> {
            if (PROXIES.contains(name.toLowerCase(Locale.ROOT))) {
                proxies.put(name, value);
            }
        });
        ArrayNode list = json.putArray("images");
        for (ImageSteps image : images) {
            ObjectNode one = list.addObject().put("name", image.name().value());
            if (image.parent() instanceof LockedParent.Image parent) {
                one.put("parent", parent.name().value());
            } else {
                one.putNull("parent");
            }
            one.set("steps", StepJson.of(image.steps()));
            one.set("posix_steps", StepJson.of(image.posixSteps()));
        }
        return json.toString().getBytes(UTF_8);
    }
}

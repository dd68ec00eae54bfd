package io.github.tcib.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.tcib.json.JsonText;
import io.github.tcib.process.Command;
import io.github.tcib.process.CommandRunner;
import io.github.tcib.process.Outcome;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Programs named {@code docker-credential-…} that keep passwords (docker-credential-helpers, protocol of {@code get}). */
final class CredentialHelper {

    private static final int LARGEST = 1 << 20;
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");
    private static final String TOKEN_USER = "<token>";

    private final CommandRunner runner = new CommandRunner(GRACE);
    private final List<Path> folders;
    private final Duration longest;

    /**
     * @param path folders to look for programs in, as PATH has them
     * @param longest how long an answer may take
     */
    CredentialHelper(String path, Duration longest) {
        this.longest = longest;
        this.folders = Stream.of(path.split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .toList();
    }

    /**
     * Asks a helper.
     *
     * @param name the part after {@code docker-credential-}
     * @param server what it is asked for
     * @param origin the file that names it, for the message
     */
    Optional<Credential> get(String name, String server, Path origin) throws RegistryException, InterruptedException {
        if (!NAME.matcher(name).matches()) {
            throw failure(name, origin, "its name is not one of a program");
        }
        String file = "docker-credential-" + name;
        Path program = folders.stream()
                .map(folder -> folder.resolve(file))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> failure(name, origin, "there is no such program on the PATH; install it"));
        Queue<String> out = new ConcurrentLinkedQueue<>();
        AtomicLong length = new AtomicLong();
        Outcome outcome;
        try {
            Command command = Command.of(program.toString(), "get");
            // what goes to standard error may hold anything, so it is not shown
            outcome = runner.run(command, longest, server + "\n", line -> keep(line, out, length), line -> {});
        } catch (IOException e) {
            throw failure(name, origin, "it cannot be run");
        }
        String text = String.join("\n", out);
        if (length.get() > LARGEST) {
            throw failure(name, origin, "its answer has more than " + LARGEST + " characters");
        }
        if (outcome instanceof Outcome.Exited exited && exited.isSuccess()) {
            return credentialIn(text, name, origin);
        }
        if (text.contains("credentials not found")) {
            return Optional.empty();
        }
        throw failure(
                name,
                origin,
                outcome instanceof Outcome.Exited exited
                        ? "it ended with code " + exited.code()
                        : "it did not answer within " + longest.toSeconds() + " s");
    }

    private static void keep(String line, Queue<String> out, AtomicLong length) {
        if (length.addAndGet(line.length()) <= LARGEST) {
            out.add(line);
        }
    }

    private static Optional<Credential> credentialIn(String text, String name, Path origin) throws RegistryException {
        try {
            JsonNode json = JsonText.read(text);
            String user = json.path("Username").asText("");
            String secret = json.path("Secret").asText("");
            if (user.isEmpty() && secret.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(
                    user.equals(TOKEN_USER)
                            ? new Credential.IdentityToken(secret)
                            : new Credential.Basic(user, secret));
        } catch (JsonProcessingException e) {
            throw failure(name, origin, "its answer is not JSON");
        }
    }

    private static RegistryException failure(String name, Path origin, String why) {
        return new RegistryException(
                RegistryException.Kind.REGISTRY,
                "the credential helper docker-credential-" + name + ", named in '" + origin
                        + "', gives no credentials: " + why);
    }
}

package io.github.tcib.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Debian's docker-registry on a free port of this machine, with a directory of its own. */
public final class LocalRegistry implements AutoCloseable {

    /** The only login that {@link Options#login()} lets in. */
    public static final Credential.Basic LOGIN = new Credential.Basic("pusher", "right pass:word");

    private static final String HTPASSWD = "pusher:$2b$04$FyCCBJIbSv8tP4tqlUyEXutOY438XmN9evSNZcGLipdASTkTOl0nS\n";

    private final Process process;
    private final int port;
    private final Path storage;

    private LocalRegistry(Process process, int port, Path storage) {
        this.process = process;
        this.port = port;
        this.storage = storage;
    }

    /** How it is set up, as text for its configuration. */
    public record Options(List<String> http, List<String> top, List<String> storage) {

        public static Options plain() {
            return new Options(List.of(), List.of(), List.of());
        }

        public Options tls(Path certificate, Path key) {
            return new Options(List.of("  tls:", "    certificate: " + certificate, "    key: " + key), top, storage);
        }

        public Options login(Path directory) throws IOException {
            Path file = directory.resolve("htpasswd");
            Files.writeString(file, HTPASSWD);
            return new Options(http, List.of("auth:", "  htpasswd:", "    realm: test", "    path: " + file), storage);
        }

        public Options tokens(String realm, String service, Path roots) {
            return new Options(
                    http,
                    List.of(
                            "auth:",
                            "  token:",
                            "    realm: " + realm,
                            "    service: " + service,
                            "    issuer: test-issuer",
                            "    rootcertbundle: " + roots),
                    storage);
        }

        public Options readOnly() {
            return new Options(http, top, List.of("  maintenance:", "    readonly:", "      enabled: true"));
        }
    }

    public static LocalRegistry start(Path directory) throws Exception {
        return start(directory, Options.plain());
    }

    public static LocalRegistry start(Path directory, Options options) throws Exception {
        requireProgram("docker-registry");
        Path storage = Files.createDirectories(directory.resolve("registry"));
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        List<String> lines =
                new ArrayList<>(List.of("version: 0.1", "log:", "  level: warn", "http:", "  addr: 127.0.0.1:" + port));
        lines.addAll(options.http());
        lines.addAll(List.of(
                "storage:", "  delete:", "    enabled: true", "  filesystem:", "    rootdirectory: " + storage));
        lines.addAll(options.storage());
        lines.addAll(options.top());
        Path configuration = directory.resolve("registry.yml");
        Files.write(configuration, lines);
        Process process = new ProcessBuilder("docker-registry", "serve", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("registry.log").toFile())
                .start();
        LocalRegistry registry = new LocalRegistry(process, port, storage);
        registry.awaitPort(directory);
        return registry;
    }

    /** Leaves the test out without a program, which only CI does not allow. */
    public static void requireProgram(String program) {
        boolean there = Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        if ("true".equals(System.getenv("CI"))) {
            assertThat(there).as(program + " is installed, as CI has to").isTrue();
        }
        assumeTrue(there, "left out: tests with a real registry need the program " + program);
    }

    private void awaitPort(Path directory) throws Exception {
        while (true) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assertThat(socket.isConnected()).isTrue();
                return;
            } catch (IOException e) {
                assertThat(process.waitFor(50, TimeUnit.MILLISECONDS))
                        .as("docker-registry ended: %s", Files.readString(directory.resolve("registry.log")))
                        .isFalse();
            }
        }
    }

    /** {@code host:port}. */
    public String name() {
        return "127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    /** The file with a blob's bytes. */
    public Path blobFile(String hex) {
        return storage.resolve("docker/registry/v2/blobs/sha256")
                .resolve(hex.substring(0, 2))
                .resolve(hex)
                .resolve("data");
    }

    /** Removes a blob from one repository, as its owner would. */
    public void unlinkBlob(String repository, String hex) throws IOException {
        Files.delete(storage.resolve("docker/registry/v2/repositories")
                .resolve(repository)
                .resolve("_layers/sha256")
                .resolve(hex)
                .resolve("link"));
    }

    /** The unfinished uploads of a repository. */
    public Optional<Path> uploads(String repository) {
        return Optional.of(storage.resolve("docker/registry/v2/repositories")
                        .resolve(repository)
                        .resolve("_uploads"))
                .filter(Files::isDirectory);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}

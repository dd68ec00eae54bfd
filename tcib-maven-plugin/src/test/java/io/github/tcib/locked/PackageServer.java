package io.github.tcib.locked;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves a directory over HTTP on the loopback, with the faults a mirror has. */
final class PackageServer implements AutoCloseable {

    private record Fault(int status, int times) {}

    private final Path directory;
    private final HttpServer server;
    private final ExecutorService workers = Executors.newFixedThreadPool(4);
    private final List<String> requests = new ArrayList<>();
    private final Map<String, Fault> faults = new HashMap<>();
    private Optional<String> authorization = Optional.empty();

    private PackageServer(Path directory) throws IOException {
        this.directory = directory;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(workers);
        server.createContext("/", this::answer);
    }

    static PackageServer start(Path directory) throws IOException {
        PackageServer started = new PackageServer(directory);
        started.server.start();
        return started;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The paths that were asked for. */
    synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    /** Answers some requests for a path with a status. */
    synchronized void answer(String path, int status, int times) {
        faults.put(path, new Fault(status, times));
    }

    /** Breaks the connection in the middle of some answers. */
    synchronized void truncate(String path, int times) {
        faults.put(path, new Fault(0, times));
    }

    synchronized void requireLogin(String user, String password) {
        authorization =
                Optional.of("Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8)));
    }

    private synchronized Optional<Integer> faultOf(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        requests.add(path);
        String sent = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElse("");
        if (authorization.filter(wanted -> !wanted.equals(sent)).isPresent()) {
            return Optional.of(401);
        }
        Fault fault = faults.getOrDefault(path, new Fault(200, 0));
        if (fault.times() == 0) {
            return Optional.empty();
        }
        faults.put(path, new Fault(fault.status(), fault.times() - 1));
        return Optional.of(fault.status());
    }

    private void answer(HttpExchange exchange) throws IOException {
        Optional<Integer> fault = faultOf(exchange);
        Path file = directory.resolve(exchange.getRequestURI().getPath().substring(1));
        if (fault.filter(status -> status > 0).isPresent() || !Files.isRegularFile(file)) {
            exchange.sendResponseHeaders(fault.filter(status -> status > 0).orElse(404), -1);
            exchange.close();
            return;
        }
        byte[] content = Files.readAllBytes(file);
        exchange.sendResponseHeaders(200, content.length);
        try (OutputStream body = exchange.getResponseBody()) {
            body.write(fault.isPresent() ? Arrays.copyOf(content, content.length / 2) : content);
        } catch (IOException e) {
            // that is what a broken connection is
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}

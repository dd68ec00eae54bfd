package io.github.tcib.registry;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Stands before a registry and does to requests what networks and busy registries do; one request a connection. */
public final class FaultyProxy implements AutoCloseable {

    /** What becomes of a request. */
    public sealed interface Fault {

        /** Nothing bad. */
        record None() implements Fault {}

        /** The connection ends before anything is passed on. */
        record Drop() implements Fault {}

        /** The registry gets this many bytes of the body; then both connections end. */
        record Cut(long bytes) implements Fault {}

        /** The registry gets all and answers, but the answer never comes. */
        record LoseAnswer() implements Fault {}

        /** Nothing moves until the client gives up. */
        record Stall() implements Fault {}

        /** The proxy answers itself, without reading the body. */
        record Answer(int status, List<String> headers, String body) implements Fault {}
    }

    /** Decides what becomes of a request. */
    public interface Faults {
        Fault on(String method, String path);
    }

    /** A request that came. */
    public record Seen(String method, String path) {}

    /** Whether a request brings a blob. */
    public static boolean isUpload(String method, String path) {
        return method.equals("PUT") && path.contains("/blobs/uploads/");
    }

    private static final int TLS_HANDSHAKE = 22;

    private final ServerSocket server;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<Seen> seen = new ConcurrentLinkedQueue<>();
    private volatile Faults faults;

    private FaultyProxy(ServerSocket server, int target, Faults faults) {
        this.server = server;
        this.target = target;
        this.faults = faults;
    }

    public static FaultyProxy before(LocalRegistry registry, Faults faults) throws IOException {
        ServerSocket server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        FaultyProxy proxy = new FaultyProxy(server, registry.port(), faults);
        thread(proxy::accept);
        return proxy;
    }

    /** {@code host:port}. */
    public String name() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    /** From now on nothing bad happens. */
    public void heal() {
        faults = (method, path) -> new Fault.None();
        seen.clear();
    }

    /** The requests that came, also those that went wrong. */
    public List<Seen> seen() {
        return List.copyOf(seen);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                open.add(client);
                thread(() -> serve(client));
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private void serve(Socket client) {
        try (client) {
            String head = head(client.getInputStream());
            if (!head.contains(" HTTP/1.1")) {
                return;
            }
            String[] words = head.split(" ", 3);
            seen.add(new Seen(words[0], words[1]));
            Fault fault = faults.on(words[0], words[1]);
            if (fault instanceof Fault.Answer answer) {
                answer(client.getOutputStream(), answer);
            } else if (fault instanceof Fault.Stall) {
                client.getInputStream().transferTo(OutputStream.nullOutputStream());
            } else if (!(fault instanceof Fault.Drop)) {
                forward(client, head, fault);
            }
        } catch (IOException e) {
            // One of the two has gone.
        } finally {
            open.remove(client);
        }
    }

    private static void answer(OutputStream out, Fault.Answer answer) throws IOException {
        StringBuilder text = new StringBuilder("HTTP/1.1 " + answer.status() + " Fault\r\nConnection: close\r\n");
        answer.headers().forEach(header -> text.append(header).append("\r\n"));
        text.append("Content-Length: ")
                .append(answer.body().length())
                .append("\r\n\r\n")
                .append(answer.body());
        out.write(text.toString().getBytes(ISO_8859_1));
        out.flush();
    }

    private void forward(Socket client, String head, Fault fault) throws IOException {
        try (Socket registry = new Socket(InetAddress.getLoopbackAddress(), target)) {
            open.add(registry);
            String single = head.replaceFirst("\r\n", "\r\nConnection: close\r\n");
            registry.getOutputStream().write(single.getBytes(ISO_8859_1));
            long limit = fault instanceof Fault.Cut cut ? cut.bytes() : Long.MAX_VALUE;
            thread(() -> {
                try {
                    if (copy(client.getInputStream(), registry.getOutputStream(), limit)) {
                        client.shutdownOutput();
                        client.shutdownInput();
                        registry.shutdownInput();
                        registry.shutdownOutput();
                    }
                } catch (IOException e) {
                    // One of the two has gone.
                }
            });
            if (fault instanceof Fault.LoseAnswer) {
                // what the client waits for before its body is no answer
                byte[] answer = head(registry.getInputStream()).getBytes(ISO_8859_1);
                if (new String(answer, ISO_8859_1).startsWith("HTTP/1.1 100")) {
                    client.getOutputStream().write(answer);
                    client.getOutputStream().flush();
                    head(registry.getInputStream());
                }
                return;
            }
            copy(registry.getInputStream(), client.getOutputStream(), Long.MAX_VALUE);
        }
    }

    /** Whether the limit was reached. */
    private static boolean copy(InputStream in, OutputStream out, long limit) throws IOException {
        byte[] buffer = new byte[8192];
        long left = limit;
        while (left > 0) {
            int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count < 0) {
                return false;
            }
            out.write(buffer, 0, count);
            out.flush();
            left -= count;
        }
        return true;
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int matched = 0;
        while (matched < 4) {
            int next = in.read();
            if (next < 0 || (head.size() == 0 && next == TLS_HANDSHAKE)) {
                return head.toString(ISO_8859_1);
            }
            head.write(next);
            matched = next == "\r\n\r\n".charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
        }
        return head.toString(ISO_8859_1);
    }

    private static void thread(Runnable work) {
        Thread thread = new Thread(work, "faulty proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}

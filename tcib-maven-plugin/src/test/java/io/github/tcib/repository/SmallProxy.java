package io.github.tcib.repository;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A proxy for http and, by CONNECT, for TLS; it may want a login. */
public final class SmallProxy implements AutoCloseable {

    private final ServerSocket server;
    private final Optional<String> wanted;
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private SmallProxy(Optional<String> login) throws IOException {
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.wanted = login.map(
                text -> "Proxy-Authorization: Basic " + Base64.getEncoder().encodeToString(text.getBytes(UTF_8)));
        workers.execute(this::accept);
    }

    public static SmallProxy start() throws IOException {
        return new SmallProxy(Optional.empty());
    }

    /** @param login {@code user:password} */
    public static SmallProxy start(String login) throws IOException {
        return new SmallProxy(Optional.of(login));
    }

    public String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /** The first lines of the requests that were let through. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                workers.execute(() -> serve(client));
            }
        } catch (IOException e) {
            // that is the end
        }
    }

    private void serve(Socket client) {
        try (client) {
            List<String> head = readHead(client.getInputStream());
            boolean known = wanted.isEmpty() || head.contains(wanted.get());
            if (!known) {
                write(client, "HTTP/1.1 407 Login wanted\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                return;
            }
            requests.add(head.get(0));
            String[] words = head.get(0).split(" ", -1);
            boolean tunnel = words[0].equals("CONNECT");
            URI target = URI.create(tunnel ? "https://" + words[1] : words[1]);
            try (Socket origin = new Socket(target.getHost(), target.getPort())) {
                if (tunnel) {
                    write(client, "HTTP/1.1 200 Here you are\r\n\r\n");
                } else {
                    write(
                            origin,
                            words[0] + " " + target.getPath() + " HTTP/1.1\r\nHost: " + target.getAuthority()
                                    + "\r\nConnection: close\r\n\r\n");
                }
                workers.execute(() -> copy(client, origin));
                copy(origin, client);
            }
        } catch (IOException e) {
            // the client sees it too
        }
    }

    private static List<String> readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            head.append((char) next);
        }
        return head.toString().lines().toList();
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    private static void copy(Socket from, Socket to) {
        try {
            OutputStream out = to.getOutputStream();
            from.getInputStream().transferTo(out);
            to.shutdownOutput();
        } catch (IOException e) {
            // one of them is gone
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        workers.shutdownNow();
    }
}

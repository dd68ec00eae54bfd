package io.github.tcib.repository;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Says the same to whoever asks, whatever it is, once the request is there, and ends the connection. */
final class AnsweringServer implements AutoCloseable {

    private final ServerSocket server;
    private final byte[] answer;

    private AnsweringServer(String answer) throws IOException {
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.answer = answer.getBytes(ISO_8859_1);
        Thread thread = new Thread(this::serve, "answering server");
        thread.setDaemon(true);
        thread.start();
    }

    static AnsweringServer start(String answer) throws IOException {
        return new AnsweringServer(answer);
    }

    int port() {
        return server.getLocalPort();
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                readHead(client.getInputStream());
                client.getOutputStream().write(answer);
            } catch (IOException e) {
                // the next one may fare better
            }
        }
    }

    private static void readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            head.append((char) next);
            if (head.indexOf("\r\n\r\n") >= 0) {
                return;
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}

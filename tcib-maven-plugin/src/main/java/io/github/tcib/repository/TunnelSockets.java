package io.github.tcib.repository;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.tcib.text.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import javax.net.ssl.SSLSocketFactory;

/**
 * TLS through a proxy that wants a login: the JDK sends none with CONNECT unless the JVM was started with
 * {@code jdk.http.auth.tunneling.disabledSchemes}.
 */
final class TunnelSockets extends SSLSocketFactory {

    private final SSLSocketFactory tls;
    private final InetSocketAddress proxy;
    private final Login login;

    TunnelSockets(SSLSocketFactory tls, InetSocketAddress proxy, Login login) {
        this.tls = tls;
        this.proxy = proxy;
        this.login = login;
    }

    /** Not yet TLS; the JDK lays that over it once it is connected. */
    @Override
    public Socket createSocket() {
        return new TunnelSocket();
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
        return tls.createSocket(socket, host, port, autoClose);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw new IllegalStateException("the JDK connects sockets for HTTP itself");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return createSocket(host.getHostName(), port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return createSocket(host, port);
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return tls.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return tls.getSupportedCipherSuites();
    }

    private final class TunnelSocket extends Socket {

        private static final int LONGEST_ANSWER = 1 << 14;

        @Override
        public void connect(SocketAddress server, int timeout) throws IOException {
            if (!(server instanceof InetSocketAddress target)) {
                throw new IllegalArgumentException("Unsupported address type");
            }
            super.connect(new InetSocketAddress(proxy.getHostString(), proxy.getPort()), timeout);
            String host = target.getHostString() + ":" + target.getPort();
            setSoTimeout(timeout);
            getOutputStream()
                    .write(("CONNECT " + host + " HTTP/1.1\r\nHost: " + host + "\r\nProxy-Authorization: "
                                    + login.header() + "\r\n\r\n")
                            .getBytes(ISO_8859_1));
            String status = readAnswer(getInputStream());
            if (!status.matches("HTTP/1\\.\\d 2\\d\\d.*")) {
                throw new IOException("the proxy " + proxy.getHostString() + ":" + proxy.getPort() + " answers: "
                        + Printable.of(status));
            }
        }

        private static String readAnswer(InputStream in) throws IOException {
            StringBuilder answer = new StringBuilder();
            while (answer.indexOf("\r\n\r\n") < 0 && answer.length() < LONGEST_ANSWER) {
                int next = in.read();
                if (next < 0) {
                    throw new SocketException("the proxy ends the connection");
                }
                answer.append((char) next);
            }
            return answer.toString().lines().findFirst().orElse("");
        }
    }
}

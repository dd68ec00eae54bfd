package io.github.tcib.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsContextsTest {

    @TempDir
    private Path directory;

    @Test
    void saysWhatMayBeWrongWhenTheAuthoritiesOfJavaCannotBeRead() throws Exception {
        Path store = Files.writeString(directory.resolve("cacerts"), "no key store");
        List<String> words = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djavax.net.ssl.trustStore=" + store,
                "-cp",
                System.getProperty("java.class.path"),
                TrustMain.class.getName());
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();

        assertThat(new String(process.getInputStream().readAllBytes(), UTF_8).strip())
                .isEqualTo(
                        "the certificates that Java trusts cannot be read; is javax.net.ssl.trustStore a key store, and"
                                + " javax.net.ssl.trustStorePassword its password?");
    }

    @Test
    void refusesCertificatesThatAreNone() throws IOException {
        Path file = Files.writeString(directory.resolve("ca.pem"), "no");
        assertThatThrownBy(() -> TlsContexts.verifying(List.of(file)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("'" + file + "' is no readable file of PEM certificates: ");
        Path empty = Files.createFile(directory.resolve("empty.pem"));
        assertThatThrownBy(() -> TlsContexts.verifying(List.of(empty)))
                .hasMessage("'" + empty + "' is no readable file of PEM certificates: it holds none");
    }
}

package io.github.tcib.tls;

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

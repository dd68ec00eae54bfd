package io.github.tcib.build.buildah;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tcib.build.BuildFailure.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuildahErrorsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Errors during downloading metadata for repository 'appstream': Status code: 503 for https://x/repomd.xml",
                "  - Curl error (7): Couldn't connect to server for http://m/r.rpm [Failed to connect: Connection refused]",
                "  - Curl error (28): Timeout was reached for http://m/r.rpm [Operation too slow.]",
                "wget: server returned error: HTTP/1.1 503 Service Unavailable",
                "curl: (22) The requested URL returned error: 429",
                "Error: creating build container: pinging container registry r.example.org: Get \"https://r\": dial tcp: i/o timeout",
                "dial tcp: lookup registry.example on 10.0.0.1:53: no such host",
                "toomanyrequests: You have reached your pull rate limit.",
                "reading blob sha256:1: unexpected EOF",
                "Waiting for process with pid 4711 to finish.",
                "fatal: unable to access 'https://x/': Could not resolve host: x",
            })
    void networkServersAndLocksMayPass(String line) {
        assertThat(BuildahErrors.kindOf(List.of("STEP 2/3: RUN x", line, "Error: exit status 1")))
                .isEqualTo(Kind.TRANSIENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "No match for argument: no-such-package",
                "Status code: 404 for https://mirror/repodata/repomd.xml",
                "ls: /nope: No such file or directory",
                "HTTP/1.1 404 Not Found",
                "Installed size: 503 M",
                "port 5000 is exposed",
            })
    void otherErrorsWillComeAgain(String line) {
        assertThat(BuildahErrors.kindOf(List.of("STEP 2/3: RUN x", line, "Error: exit status 1")))
                .isEqualTo(Kind.DETERMINISTIC);
    }

    @Test
    void whatWasOvercomeLongAgoIsNotTheCause() {
        List<String> output = new ArrayList<>(List.of("Status code: 503"));
        output.addAll(Collections.nCopies(100, "fine"));
        assertThat(BuildahErrors.kindOf(output)).isEqualTo(Kind.DETERMINISTIC);
    }

    @Test
    void theReasonIsWhatBuildahCallsAnError() {
        assertThat(BuildahErrors.reasonIn(List.of("a", "Error: building at STEP \"RUN x\": exit status 1", "")))
                .isEqualTo("building at STEP \"RUN x\": exit status 1");
        assertThat(BuildahErrors.reasonIn(List.of("a", "last words", ""))).isEqualTo("last words");
        assertThat(BuildahErrors.reasonIn(List.of())).isEqualTo("it printed nothing");
    }
}

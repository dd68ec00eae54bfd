package io.github.tcib.build.jib;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Programs of others that tests compare with; a test that lacks one is skipped, and fails in CI. */
final class Tools {

    private Tools() {}

    /** What a command printed, standard error included, and how it ended. */
    record Output(int status, String text) {}

    static void require(String... programs) {
        for (String program : programs) {
            if (find(program)) {
                continue;
            }
            String message = "the program '" + program + "' is not installed; comparison with it is left out";
            if ("true".equals(System.getenv("CI"))) {
                Assertions.fail(message);
            }
            Assumptions.abort(message);
        }
    }

    static void requireRoot() throws IOException {
        boolean root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        Assumptions.assumeTrue(root, "not root; what needs root is left out");
    }

    private static boolean find(String program) {
        return Stream.concat(Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/sbin", "/sbin"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    static Output run(Path directory, List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command))
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().merge("PATH", ":/usr/sbin:/sbin", String::concat);
        Process process = builder.start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Output(process.waitFor(), text);
    }

    static String runOk(Path directory, String... command) throws IOException, InterruptedException {
        Output output = run(directory, List.of(command));
        Assertions.assertEquals(0, output.status(), () -> String.join(" ", command) + "\n" + output.text());
        return output.text();
    }
}

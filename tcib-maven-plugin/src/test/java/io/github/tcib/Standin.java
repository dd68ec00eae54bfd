package io.github.tcib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The base image of the stand-in distribution, with the real dnf and rpm; {@code bench/standin} makes it. */
public final class Standin {

    public static final String BASE = "localhost/standin:stream9";

    private Standin() {}

    /**
     * Copies the base out of the machine's default store into a docker-archive, to be pulled into a store of the test's own. Leaves
     * the test out where the base or a program is missing; in CI that is a failure.
     */
    public static Path archive(Path directory, String... programs) throws IOException, InterruptedException {
        Path archive = directory.resolve("standin.tar");
        boolean there =
                Stream.concat(Stream.of("buildah"), Stream.of(programs)).allMatch(Standin::onPath) && push(archive);
        String needs = "needs buildah" + Stream.of(programs).reduce("", (all, one) -> all + ", " + one)
                + " and the image " + BASE + " (bench/standin) in the default store";
        if ("true".equals(System.getenv("CI"))) {
            assertThat(there).as("CI " + needs).isTrue();
        }
        assumeTrue(there, "left out: " + needs);
        return archive;
    }

    private static boolean push(Path archive) throws IOException, InterruptedException {
        Process push = new ProcessBuilder(
                        List.of("buildah", "push", "-q", BASE, "docker-archive:" + archive + ":" + BASE))
                .redirectErrorStream(true)
                .start();
        push.getInputStream().readAllBytes();
        return push.waitFor() == 0;
    }

    private static boolean onPath(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}

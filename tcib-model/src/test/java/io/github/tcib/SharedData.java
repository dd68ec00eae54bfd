package io.github.tcib;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The reference layout and its expected output, which are no part of this project. They lie in {@code ../shared} beside a
 * checkout, or where the system property {@code tcib.shared} says.
 */
public final class SharedData {

    private SharedData() {}

    /** A folder or file of the shared data. Skips the calling test when it is not there; in CI that is a failure. */
    public static Path path(String relative) {
        Path path = root().resolve(relative);
        if (!Files.exists(path)) {
            String message = "left out: needs the shared data '" + relative + "', not found at " + path;
            if ("true".equals(System.getenv("CI"))) {
                fail(message);
            }
            assumeTrue(false, message);
        }
        return path;
    }

    private static Path root() {
        String set = System.getProperty("tcib.shared", "");
        // an unresolved expression is what Surefire hands on when the property is not set
        return set.isBlank() || set.startsWith("${")
                ? Path.of("..", "..", "shared").toAbsolutePath().normalize()
                : Path.of(set);
    }
}

package io.github.tcib.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.api.plugin.testing.MojoExtension;

/** The files of the project that a test runs a goal in. */
final class ProjectFiles {

    private ProjectFiles() {}

    static Path inProject(String path) {
        return Path.of(MojoExtension.getBasedir(), path);
    }

    /** Removes what goals wrote, if anything. */
    static void removeOutput() throws IOException {
        Path target = inProject("target");
        if (Files.exists(target)) {
            List<Path> deepestFirst;
            try (Stream<Path> walk = Files.walk(target)) {
                deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        }
    }
}

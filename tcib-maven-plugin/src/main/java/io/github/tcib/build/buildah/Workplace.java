package io.github.tcib.build.buildah;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folders in which buildah keeps temporary files, one for each call. They lie beside the store, so what a killed build left
 * is found by the next one; their names are unique, so processes and containers can be told by them.
 */
final class Workplace {

    static final String PREFIX = "tcib-attempt-";

    private final Path directory;

    Workplace(Path stateDirectory) {
        this.directory = stateDirectory.resolve("tmp");
    }

    /** Makes the folder of a call. */
    Path create() throws IOException {
        Files.createDirectories(directory);
        return Files.createTempDirectory(directory, PREFIX);
    }

    /** The folders that are there. */
    List<Path> list() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(directory)) {
            return folders.sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Removes a folder with everything in it, as far as permissions allow. */
    static void remove(Path folder) {
        try {
            Files.walkFileTree(folder, new Remover());
        } catch (IOException e) {
            // What remains is found again by the next build.
        }
    }

    private static final class Remover extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(
                Path directory, java.io.@org.jspecify.annotations.Nullable IOException e) throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}

package io.github.tcib.layout;

import io.github.tcib.model.ContextFile;
import io.github.tcib.model.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Finds the files of the host that {@code tcib_gather_files} names; each goes into the context at its own path. */
final class GatheredFiles {

    private static final int MOST_FILES = 10_000;

    private final Consumer<Problem> problems;

    GatheredFiles(Consumer<Problem> problems) {
        this.problems = problems;
    }

    /** Reads one item: a file, or a directory for all files below it. */
    List<ContextFile> read(VerbValues.Located item) {
        Path path;
        try {
            path = Path.of(item.text()).normalize();
        } catch (InvalidPathException e) {
            problems.accept(Problem.of(item.location(), "tcib_gather_files holds no valid path: " + e.getReason()));
            return List.of();
        }
        if (!path.isAbsolute()) {
            problems.accept(Problem.of(
                    item.location(),
                    "tcib_gather_files takes absolute paths of the host, but '" + item.text() + "' is relative",
                    "files beside the YAML are in the context without it"));
            return List.of();
        }
        if (!Files.exists(path)) {
            problems.accept(Problem.of(item.location(), "the file to gather does not exist: " + path));
            return List.of();
        }
        try (Stream<Path> files = Files.walk(path)) {
            List<ContextFile> gathered = files.filter(Files::isRegularFile)
                    .limit(MOST_FILES + 1)
                    .map(file -> ContextFile.ofHost(
                            file.subpath(0, file.getNameCount()).toString(), file))
                    .toList();
            if (gathered.size() > MOST_FILES) {
                problems.accept(Problem.of(
                        item.location(),
                        path + " holds more than " + MOST_FILES + " files",
                        "gather just what you need"));
            }
            return gathered;
        } catch (IOException e) {
            problems.accept(Problem.of(item.location(), "the files to gather cannot be read: " + e.getMessage()));
            return List.of();
        }
    }
}

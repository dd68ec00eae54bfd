package io.github.tcib.layout;

import io.github.tcib.model.ContextFile;
import io.github.tcib.model.Problem;
import io.github.tcib.text.Printable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
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
            return unreadable(item, path, e);
        } catch (UncheckedIOException e) {
            return unreadable(item, path, Objects.requireNonNull(e.getCause()));
        }
    }

    private List<ContextFile> unreadable(VerbValues.Located item, Path path, IOException e) {
        String place =
                e instanceof FileSystemException file && file.getFile() != null ? file.getFile() : path.toString();
        problems.accept(Problem.of(
                item.location(),
                "the files to gather cannot be read: " + Printable.of(place) + ": " + Unreadable.reason(e),
                "gather just what you need"));
        return List.of();
    }
}

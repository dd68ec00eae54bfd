package io.github.tcib.layout;

import static java.util.stream.Collectors.joining;

import io.github.tcib.model.Location;
import io.github.tcib.model.Problem;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Walks a layout's directories and finds the YAML files of each image. Links to directories are not followed (reference
 * behaviour), and a link that leads out of the layout is refused.
 */
final class LayoutScan {

    private final Path root;
    private final YamlReader names;
    private final Consumer<Problem> problems;
    private final Consumer<Problem> warnings;
    private final TreeMap<Path, List<Path>> yamlFiles = new TreeMap<>();

    LayoutScan(Path root, YamlReader names, Consumer<Problem> problems, Consumer<Problem> warnings) {
        this.root = root;
        this.names = names;
        this.problems = problems;
        this.warnings = warnings;
    }

    /** Reads the directories: every image directory with its YAML files in lexical order, parents before children. */
    Map<Path, List<Path>> read() {
        Location location = Location.of(names.shown(root));
        if (!Files.isDirectory(root)) {
            problems.accept(Problem.of(
                    location,
                    Files.exists(root) ? "the layout is not a directory" : "the layout directory does not exist",
                    "set tcib.layoutDirectory to the directory that holds your images' directories"));
            return Map.of();
        }
        try {
            Path realRoot = root.toRealPath();
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    visit(file, attributes, realRoot);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    unreadable(file, e);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            unreadable(root, e);
            return Map.of();
        }
        List<Path> inRoot = yamlFiles.remove(root);
        if (inRoot != null) {
            warnings.accept(Problem.of(
                    location,
                    "YAML files in the layout's root belong to no image: "
                            + inRoot.stream()
                                    .sorted()
                                    .map(file -> file.getFileName().toString())
                                    .collect(joining(", ")),
                    "move them into an image's directory"));
        }
        if (yamlFiles.isEmpty()) {
            problems.accept(Problem.of(
                    location,
                    "the layout holds no image",
                    "an image is a directory below it with a *.yaml or *.yml file"));
        }
        yamlFiles.values().forEach(files -> files.sort(null));
        return yamlFiles;
    }

    private void unreadable(Path path, IOException e) {
        problems.accept(Problem.of(Location.of(names.shown(path)), "cannot be read: " + Unreadable.reason(e)));
    }

    private void visit(Path file, BasicFileAttributes attributes, Path realRoot) {
        if (attributes.isSymbolicLink() && !isUsable(file, realRoot)) {
            return;
        }
        if (isYaml(file)) {
            if (Files.isRegularFile(file)) {
                yamlFiles
                        .computeIfAbsent(file.getParent(), directory -> new ArrayList<>())
                        .add(file);
            } else {
                problems.accept(Problem.of(Location.of(names.shown(file)), "is not a regular file"));
            }
        }
    }

    /** Whether a link leads to a file inside the layout; says why not. */
    private boolean isUsable(Path link, Path realRoot) {
        Location location = Location.of(names.shown(link));
        Path target;
        try {
            target = link.toRealPath();
        } catch (IOException e) {
            problems.accept(Problem.of(location, "the symbolic link leads nowhere", "mend or remove it"));
            return false;
        }
        if (!target.startsWith(realRoot)) {
            problems.accept(Problem.of(
                    location, "the symbolic link leads out of the layout", "put a copy of the file into the layout"));
            return false;
        }
        if (Files.isDirectory(target)) {
            warnings.accept(Problem.of(location, "the symbolic link to a directory is not followed"));
            return false;
        }
        return true;
    }

    static boolean isYaml(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }

    /** The directories directly below one that hold an image somewhere, and so are no part of its context. */
    static List<String> imageFoldersIn(Path directory, Map<Path, List<Path>> images) {
        return images.keySet().stream()
                .filter(image -> image.startsWith(directory) && !image.equals(directory))
                .map(image -> directory.relativize(image).getName(0).toString())
                .distinct()
                .toList();
    }
}

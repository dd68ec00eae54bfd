package io.github.tcib.layout;

import io.github.tcib.model.ContextFile;
import io.github.tcib.model.ImageName;
import io.github.tcib.model.Location;
import io.github.tcib.model.Problem;
import io.github.tcib.template.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.codehaus.plexus.util.DirectoryScanner;

/** Reads the image directories of a layout: names, places in the tree, merged variables, context files. */
final class ImageDirectories {

    private final Path root;
    private final YamlReader yaml;
    private final Consumer<Problem> problems;
    private final Map<ImageName, Path> directories = new TreeMap<>();

    ImageDirectories(Path root, YamlReader yaml, Consumer<Problem> problems) {
        this.root = root;
        this.yaml = yaml;
        this.problems = problems;
    }

    /** Reads every image; those with a fault are left out after their problems were handed on. */
    Map<ImageName, ImageDirectory> read(Consumer<Problem> warnings) {
        Map<Path, List<Path>> found = new LayoutScan(root, yaml, problems, warnings).read();
        Map<ImageName, ImageDirectory> images = new TreeMap<>();
        found.forEach((directory, files) -> nameOf(directory, files.get(0))
                .flatMap(name -> read(name, directory, files, found))
                .ifPresent(image -> images.put(image.name(), image)));
        return images;
    }

    private Optional<ImageDirectory> read(
            ImageName name, Path directory, List<Path> files, Map<Path, List<Path>> found) {
        Location location = Location.of(yaml.shown(files.get(0)));
        Optional<Value.Mapping> variables = merge(files);
        if (variables.isPresent() && variables.get().entries().isEmpty()) {
            problems.accept(Problem.of(
                    location,
                    "the image '" + name + "' has no variables",
                    "an image needs at least one, such as tcib_actions"));
            return Optional.empty();
        }
        return variables.map(merged -> new ImageDirectory(
                name,
                root.relativize(directory).toString().replace('\\', '/'),
                nearestAbove(directory, found),
                merged,
                contextFilesOf(directory, found),
                location));
    }

    private Optional<ImageName> nameOf(Path directory, Path firstFile) {
        String text = directory.getFileName().toString();
        Location location = Location.of(yaml.shown(firstFile));
        if (!ImageName.isValid(text)) {
            problems.accept(Problem.of(
                    location, "the directory name '" + text + "' is not a valid image name", ImageName.rule()));
            return Optional.empty();
        }
        ImageName name = new ImageName(text);
        Path before = directories.putIfAbsent(name, directory);
        if (before != null) {
            problems.accept(Problem.of(
                    location,
                    "two directories are the image '" + name + "': " + yaml.shown(before) + " and "
                            + yaml.shown(directory),
                    "a directory's name is its image's name; rename one"));
            return Optional.empty();
        }
        return Optional.of(name);
    }

    /** The names of all image directories, also of those with a fault. */
    Set<ImageName> names() {
        return directories.keySet();
    }

    /** Later files win, key by key, and a key's value is never merged with another (reference: dict.update). */
    private Optional<Value.Mapping> merge(List<Path> files) {
        Map<String, Value.Entry> merged = new LinkedHashMap<>();
        List<Value.Mapping> read = new ArrayList<>();
        for (Path file : files) {
            yaml.readMapping(file).ifPresent(read::add);
        }
        if (read.size() < files.size()) {
            return Optional.empty();
        }
        for (Value.Mapping variables : read) {
            for (Value.Entry entry : variables.entries()) {
                if (entry.key() instanceof Value.Text key) {
                    merged.put(key.text(), entry);
                } else {
                    problems.accept(Problem.of(
                            entry.key().location(),
                            "the name of a variable must be text, but is " + Kind.of(entry.key())));
                }
            }
        }
        return Optional.of(
                new Value.Mapping(List.copyOf(merged.values()), read.get(0).location()));
    }

    private Optional<ImageName> nearestAbove(Path directory, Map<Path, List<Path>> found) {
        Path above = root.relativize(directory).getParent();
        if (above == null) {
            return Optional.empty();
        }
        Path up = root.resolve(above);
        String text = up.getFileName().toString();
        return found.containsKey(up) && ImageName.isValid(text)
                ? Optional.of(new ImageName(text))
                : nearestAbove(up, found);
    }

    /** What lies beside the YAML, and in folders without an image; version control and editors' leftovers are not taken. */
    private List<ContextFile> contextFilesOf(Path directory, Map<Path, List<Path>> found) {
        List<String> excludes = new ArrayList<>(List.of("*.yaml", "*.yml"));
        LayoutScan.imageFoldersIn(directory, found).forEach(folder -> excludes.add(folder + "/**"));
        DirectoryScanner scanner = new DirectoryScanner();
        scanner.setBasedir(directory.toFile());
        scanner.setExcludes(excludes.toArray(String[]::new));
        scanner.addDefaultExcludes();
        scanner.setFilenameComparator(String::compareTo);
        scanner.scan();
        return Arrays.stream(scanner.getIncludedFiles())
                .filter(file -> Files.isRegularFile(directory.resolve(file)))
                .map(file -> ContextFile.ofLayout(file.replace('\\', '/'), directory.resolve(file)))
                .toList();
    }
}

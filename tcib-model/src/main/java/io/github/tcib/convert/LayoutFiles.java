package io.github.tcib.convert;

import io.github.tcib.layout.LayoutException;
import io.github.tcib.model.ContextFile;
import io.github.tcib.model.Location;
import io.github.tcib.model.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Writes a converted layout: all of it, or nothing when that would change a file that is there. */
public final class LayoutFiles {

    private final ConversionSettings settings;
    private final boolean overwrite;

    /** @param overwrite whether files that are there may be replaced */
    public LayoutFiles(ConversionSettings settings, boolean overwrite) {
        this.settings = settings;
        this.overwrite = overwrite;
    }

    /**
     * Writes the files that are not there as they should be.
     *
     * @return how many were written
     * @throws LayoutException when a file is there with other content, or an image directory holds YAML of its own
     * @throws IOException when a file cannot be read or written
     */
    public int write(Conversion conversion) throws LayoutException, IOException {
        Map<Path, byte[]> files = contentOf(conversion);
        List<Problem> problems = new ArrayList<>();
        List<Path> changed = new ArrayList<>();
        for (Map.Entry<Path, byte[]> file : files.entrySet()) {
            if (!Files.exists(file.getKey(), LinkOption.NOFOLLOW_LINKS)) {
                changed.add(file.getKey());
            } else if (!Files.isRegularFile(file.getKey())) {
                problems.add(Problem.of(
                        Location.of(settings.shown(file.getKey())), "is in the way and no file", "move it away"));
            } else if (!Arrays.equals(Files.readAllBytes(file.getKey()), file.getValue())) {
                changed.add(file.getKey());
                if (!overwrite) {
                    problems.add(Problem.of(
                            Location.of(settings.shown(file.getKey())),
                            "is there already with other content",
                            "set tcib.convert.overwrite to replace it, or another tcib.layoutDirectory"));
                }
            }
        }
        problems.addAll(readForeignYaml(conversion, files));
        if (!problems.isEmpty()) {
            throw new LayoutException(problems);
        }
        for (Path file : changed) {
            byte[] content = files.get(file);
            if (content != null) {
                write(file, content);
            }
        }
        for (ConvertedImage image : conversion.images()) {
            for (ContextFile file : image.contextFiles()) {
                Path copy = settings.target().resolve(image.path()).resolve(file.target());
                Files.setPosixFilePermissions(copy, Files.getPosixFilePermissions(file.source()));
            }
        }
        return changed.size();
    }

    private Map<Path, byte[]> contentOf(Conversion conversion) throws IOException {
        Map<Path, byte[]> files = new LinkedHashMap<>();
        for (ConvertedImage image : conversion.images()) {
            Path directory = settings.target().resolve(image.path());
            files.put(settings.target().resolve(image.yamlFile()), image.yaml().getBytes(StandardCharsets.UTF_8));
            for (ContextFile file : image.contextFiles()) {
                files.put(directory.resolve(file.target()), Files.readAllBytes(file.source()));
            }
        }
        return files;
    }

    /** All YAML of a directory is merged, so a file left there would change the image. */
    private List<Problem> readForeignYaml(Conversion conversion, Map<Path, byte[]> files) throws IOException {
        List<Problem> problems = new ArrayList<>();
        for (ConvertedImage image : conversion.images()) {
            Path directory = settings.target().resolve(image.path());
            if (!Files.isDirectory(directory)) {
                continue;
            }
            try (Stream<Path> entries = Files.list(directory)) {
                entries.filter(file -> file.toString().endsWith(".yaml")
                                || file.toString().endsWith(".yml"))
                        .filter(file -> !files.containsKey(file))
                        .sorted()
                        .forEach(file -> problems.add(Problem.of(
                                Location.of(settings.shown(file)),
                                "would be merged with the variables of '" + image.name() + "'",
                                "move it away, or set another tcib.layoutDirectory")));
            }
        }
        return problems;
    }

    private static void write(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
        Path temporary = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.write(temporary, content);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}

package io.github.tcib.convert;

import io.github.tcib.layout.Unreadable;
import io.github.tcib.model.ImageName;
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
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds Containerfiles and the names of their images. */
final class ContainerfileFolder {

    private static final Pattern FILE = Pattern.compile(
            "(?:Containerfile|Dockerfile)(?:\\.(?<end>.+))?|(?<start>.+)\\.(?:[Cc]ontainerfile|[Dd]ockerfile)");

    /** Ends that make a file something else than a Containerfile. */
    private static final List<String> OTHERS =
            List.of("dockerignore", "containerignore", "j2", "in", "orig", "rej", "swp");

    private final ConversionSettings settings;
    private final Consumer<Problem> problems;

    ContainerfileFolder(ConversionSettings settings, Consumer<Problem> problems) {
        this.settings = settings;
        this.problems = problems;
    }

    /** Reads what there is: one file, or all in a folder, by the name of their images. */
    List<FoundContainerfile> read() {
        Path source = settings.source().toAbsolutePath().normalize();
        if (!Files.exists(source)) {
            problems.accept(Problem.of(
                    Location.of(settings.shown(source)),
                    "does not exist",
                    "set tcib.convert.source to a Containerfile or a folder of them"));
            return List.of();
        }
        List<Path> files = Files.isDirectory(source) ? filesIn(source) : List.of(source);
        if (files.isEmpty()) {
            problems.accept(Problem.of(
                    Location.of(settings.shown(source)),
                    "the folder holds no Containerfile",
                    "files named Containerfile, Dockerfile, Containerfile.NAME or NAME.Containerfile are looked for"));
        }
        Map<ImageName, FoundContainerfile> found = new TreeMap<>();
        for (Path file : files) {
            nameOf(file).ifPresent(name -> {
                FoundContainerfile before =
                        found.putIfAbsent(name, new FoundContainerfile(name, file, settings.shown(file)));
                if (before != null) {
                    problems.accept(Problem.of(
                            Location.of(settings.shown(file)),
                            "'" + name + "' is also the image of " + before.shown(),
                            "an image is named after its directory; rename one"));
                }
            });
        }
        return List.copyOf(found.values());
    }

    private List<Path> filesIn(Path folder) {
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    boolean hidden = directory.getFileName().toString().startsWith(".");
                    return hidden && !directory.equals(folder)
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    Matcher matcher = FILE.matcher(file.getFileName().toString());
                    if (matcher.matches() && Files.isRegularFile(file) && !isOther(matcher)) {
                        files.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    unreadable(file, e);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            unreadable(folder, e);
        }
        files.sort(null);
        return files;
    }

    private void unreadable(Path path, IOException e) {
        problems.accept(Problem.of(Location.of(settings.shown(path)), "cannot be read: " + Unreadable.reason(e)));
    }

    private static boolean isOther(Matcher matcher) {
        return Optional.ofNullable(matcher.group("end"))
                .filter(OTHERS::contains)
                .isPresent();
    }

    private Optional<ImageName> nameOf(Path file) {
        Matcher matcher = FILE.matcher(file.getFileName().toString());
        Optional<String> own = matcher.matches()
                ? Optional.ofNullable(matcher.group("end")).or(() -> Optional.ofNullable(matcher.group("start")))
                : Optional.empty();
        Path directory = file.getParent();
        String name = own.orElse(
                directory == null || directory.getFileName() == null
                        ? ""
                        : directory.getFileName().toString());
        if (!ImageName.isValid(name)) {
            problems.accept(Problem.of(
                    Location.of(settings.shown(file)),
                    "'" + name + "' is not a valid image name",
                    ImageName.rule() + "; an image is named after its directory, or as in Containerfile.NAME"));
            return Optional.empty();
        }
        return Optional.of(new ImageName(name));
    }
}

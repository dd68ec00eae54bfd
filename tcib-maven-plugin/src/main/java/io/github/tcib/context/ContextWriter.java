package io.github.tcib.context;

import static java.util.stream.Collectors.joining;

import io.github.tcib.containerfile.ContainerfileWriter;
import io.github.tcib.file.AtomicFile;
import io.github.tcib.model.ContextFile;
import io.github.tcib.model.ImageDefinition;
import io.github.tcib.model.ImageGraph;
import io.github.tcib.model.Instruction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Writes the build contexts of a tree below one directory, an image at its path in the layout. Files that did not change stay
 * untouched; what an earlier run wrote and nothing names any more is removed.
 */
public final class ContextWriter {

    /** Looked for by buildah before {@code .dockerignore}. */
    private static final String IGNORE_FILE = ".containerignore";

    private static final Set<PosixFilePermission> DIRECTORY = PosixFilePermissions.fromString("rwxr-xr-x");

    /**
     * What was done.
     *
     * @param images how many contexts there are
     * @param changed how many of them were written anew or differ from before
     */
    public record Written(int images, int changed) {}

    private final Path root;

    /** @param root the directory of all contexts; owned by this class, so that leftovers in it can be removed */
    public ContextWriter(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    /** The context of an image. */
    public Path directoryOf(ImageDefinition image) {
        return root.resolve(image.path());
    }

    /** Writes every context of the tree. */
    public Written write(ImageGraph graph) throws IOException {
        Set<Path> expected = new HashSet<>();
        int changed = 0;
        Files.createDirectories(root);
        for (ImageDefinition image : graph.images()) {
            changed += write(image, graph, expected) ? 1 : 0;
        }
        removeLeftovers(expected);
        return new Written(graph.images().size(), changed);
    }

    private boolean write(ImageDefinition image, ImageGraph graph, Set<Path> expected) throws IOException {
        Path directory = directoryOf(image);
        Path containerfile = directory.resolve(ContainerfileWriter.FILE_NAME);
        makeWayFor(containerfile);
        createDirectories(containerfile);
        boolean changed = AtomicFile.writeIfChanged(containerfile, utf8(ContainerfileWriter.write(image)));
        expected.add(containerfile);
        for (ContextFile file : image.contextFiles()) {
            Path target = directory.resolve(file.target());
            makeWayFor(target);
            createDirectories(target);
            changed |= AtomicFile.copyIfChanged(file.source(), target, permissionsOf(file));
            expected.add(target);
        }
        Optional<String> ignored = ignoredIn(image, graph);
        if (ignored.isPresent()) {
            Path target = directory.resolve(IGNORE_FILE);
            changed |= AtomicFile.writeIfChanged(target, utf8(ignored.get()));
            expected.add(target);
        }
        return changed;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** COPY takes permissions into the image, so they must not depend on the umask of a checkout. */
    private static Set<PosixFilePermission> permissionsOf(ContextFile file) throws IOException {
        Set<PosixFilePermission> own = Files.getPosixFilePermissions(file.source());
        if (file.gathered()) {
            return own;
        }
        return PosixFilePermissions.fromString(
                own.contains(PosixFilePermission.OWNER_EXECUTE) ? "rwxr-xr-x" : "rw-r--r--");
    }

    /** Makes the directories of a file, readable by all whatever the umask. */
    private void createDirectories(Path file) throws IOException {
        Path directory = file.getParent();
        if (directory == null || !directory.startsWith(root)) {
            return;
        }
        if (!Files.isDirectory(directory)) {
            createDirectories(directory);
            Files.createDirectory(directory);
        }
        if (!Files.getPosixFilePermissions(directory).equals(DIRECTORY)) {
            Files.setPosixFilePermissions(directory, DIRECTORY);
        }
    }

    /** The contexts of other images lie inside this one: without this, {@code COPY . /} would take them along. */
    private static Optional<String> ignoredIn(ImageDefinition image, ImageGraph graph) throws IOException {
        boolean copies = image.instructions().stream()
                .anyMatch(i -> i instanceof Instruction.Copy || i instanceof Instruction.Add);
        List<String> inside = graph.images().stream()
                .map(ImageDefinition::path)
                .filter(path -> path.startsWith(image.path() + "/"))
                .map(path -> path.substring(image.path().length() + 1))
                .map(path -> path.substring(0, (path + "/").indexOf('/')))
                .distinct()
                .sorted()
                .toList();
        if (!copies || inside.isEmpty()) {
            return Optional.empty();
        }
        Optional<Path> own = image.contextFiles().stream()
                .filter(file ->
                        file.target().equals(IGNORE_FILE) || file.target().equals(".dockerignore"))
                .min(Comparator.comparing(ContextFile::target))
                .map(ContextFile::source);
        String before = own.isPresent() ? Files.readString(own.get()).stripTrailing() + "\n" : "";
        return Optional.of(
                inside.stream().collect(joining("\n", before + "# contexts of images built on this one\n", "\n")));
    }

    /** An earlier layout may have had a directory where there is a file now, or the other way round. */
    private void makeWayFor(Path file) throws IOException {
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            delete(file);
        }
        for (Path up = file.getParent(); up != null && !up.equals(root) && up.startsWith(root); up = up.getParent()) {
            if (Files.exists(up, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(up, LinkOption.NOFOLLOW_LINKS)) {
                Files.delete(up);
            }
        }
    }

    private void removeLeftovers(Set<Path> expected) throws IOException {
        List<Path> found;
        try (Stream<Path> walk = Files.walk(root)) {
            found = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : found) {
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                if (!path.equals(root) && isEmpty(path)) {
                    Files.delete(path);
                }
            } else if (!expected.contains(path)) {
                Files.delete(path);
            }
        }
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.findAny().isEmpty();
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> walk = Files.walk(directory)) {
            walk.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}

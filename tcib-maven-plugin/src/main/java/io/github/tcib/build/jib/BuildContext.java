package io.github.tcib.build.jib;

import io.github.tcib.oci.RootPath;
import io.github.tcib.oci.TarEntry;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The directory that COPY and ADD take files from. Seen as a root of its own: an absolute link begins at the context, and
 * {@code ..} does not lead out of it.
 */
final class BuildContext {

    private static final int MOST_LINKS = 40;

    private final Path root;

    BuildContext(Path root) {
        this.root = root;
    }

    Path root() {
        return root;
    }

    /** Whether the file system of the context has extended attributes that Java can read. */
    boolean hasXattrs() throws IOException {
        return Files.getFileStore(root).supportsFileAttributeView(UserDefinedFileAttributeView.class);
    }

    /**
     * The files a source names, as plain paths below the context in the order of their names; none when a pattern matches
     * nothing.
     *
     * @throws InstructionException when the source leads out of the context, or is no pattern and names nothing
     */
    List<String> find(String source) throws IOException, InstructionException {
        if (TarEntry.climbs(source)) {
            throw new InstructionException("the source '" + source + "' lies outside the context '" + root
                    + "'; copy the file into the image's directory or list it under tcib_gather_files");
        }
        String path = RootPath.of(source);
        if (!PathPattern.isPattern(path)) {
            if (!exists(path)) {
                throw new InstructionException("the context '" + root + "' has no '" + path + "'");
            }
            return List.of(path);
        }
        List<String> found = List.of(RootPath.ROOT);
        for (String part : path.split("/", -1)) {
            found = matching(found, part);
        }
        return found;
    }

    /**
     * Where a path of the context really lies once all links are followed.
     *
     * @throws InstructionException when a link leads nowhere
     */
    Path follow(String path) throws IOException, InstructionException {
        Optional<Path> real = real(path);
        if (real.isEmpty() || !Files.exists(real.get(), LinkOption.NOFOLLOW_LINKS)) {
            Path directory = real(RootPath.parentOf(path)).orElse(root);
            throw new InstructionException("'" + path + "' links to '"
                    + Files.readSymbolicLink(directory.resolve(RootPath.nameOf(path)))
                    + "', which is not in the context '" + root + "'; a link must lead to a file of the context");
        }
        return real.get();
    }

    private List<String> matching(List<String> directories, String part) throws IOException, InstructionException {
        List<String> found = new ArrayList<>();
        Optional<Pattern> pattern =
                PathPattern.isPattern(part) ? Optional.of(PathPattern.compile(part)) : Optional.empty();
        for (String directory : directories) {
            if (pattern.isEmpty()) {
                String path = RootPath.join(directory, part);
                if (exists(path)) {
                    found.add(path);
                }
                continue;
            }
            for (String name : namesIn(directory)) {
                if (pattern.get().matcher(name).matches()) {
                    found.add(RootPath.join(directory, name));
                }
            }
        }
        return found;
    }

    private List<String> namesIn(String directory) throws IOException {
        Optional<Path> real = real(directory);
        if (real.isEmpty() || !Files.isDirectory(real.get(), LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        return names(real.get());
    }

    /** The names in a directory, sorted. */
    static List<String> names(Path directory) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            entries.forEach(entry -> names.add(entry.getFileName().toString()));
        }
        names.sort(null);
        return names;
    }

    private boolean exists(String path) throws IOException {
        if (path.isEmpty()) {
            return true;
        }
        Optional<Path> directory = real(RootPath.parentOf(path));
        return directory.isPresent()
                && Files.exists(directory.get().resolve(RootPath.nameOf(path)), LinkOption.NOFOLLOW_LINKS);
    }

    /** The real path with links followed inside the context; nothing when they go round in circles. */
    private Optional<Path> real(String path) throws IOException {
        Deque<String> open = new ArrayDeque<>(Arrays.asList(path.split("/", -1)));
        Path current = root;
        int followed = 0;
        while (!open.isEmpty()) {
            String part = open.removeFirst();
            if (part.isEmpty() || part.equals(".")) {
                continue;
            }
            if (part.equals("..")) {
                Path parent = current.getParent();
                current = current.equals(root) || parent == null ? root : parent;
                continue;
            }
            Path next = current.resolve(part);
            if (!Files.isSymbolicLink(next)) {
                current = next;
                continue;
            }
            if (++followed > MOST_LINKS) {
                return Optional.empty();
            }
            String target = Files.readSymbolicLink(next).toString();
            if (target.startsWith("/")) {
                current = root;
            }
            List<String> parts = Arrays.asList(target.split("/", -1));
            for (int i = parts.size() - 1; i >= 0; i--) {
                open.addFirst(parts.get(i));
            }
        }
        return Optional.of(current);
    }
}

package io.github.tcib.layout;

import io.github.tcib.template.FileNames;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/**
 * Names of files below the project or the layout, for {@code lookup('fileglob', …)}, which older layouts use to gather files.
 * Elsewhere nothing is listed: a pattern without a match gives nothing, as it does in the reference, and one with a match is
 * refused.
 */
final class ProjectFiles implements FileNames {

    private final Path layout;
    private final List<Path> allowed;

    ProjectFiles(LayoutSettings settings) {
        this.layout = settings.directory().toAbsolutePath().normalize();
        this.allowed = List.of(layout, settings.shownFrom().toAbsolutePath().normalize());
    }

    @Override
    public List<String> matching(String pattern) {
        Path path;
        try {
            path = layout.resolve(pattern).normalize();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("'" + pattern + "' is no path", e);
        }
        Path directory = path.getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            return List.of();
        }
        List<String> found = list(directory, String.valueOf(path.getFileName()));
        if (!found.isEmpty() && allowed.stream().noneMatch(directory::startsWith)) {
            throw new IllegalArgumentException(
                    "'" + pattern + "' is outside of the project; list the files in tcib_gather_files instead");
        }
        return found;
    }

    private static List<String> list(Path directory, String glob) {
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> entries =
                Files.newDirectoryStream(directory, glob.replaceAll("[{}\\\\]", "\\\\$0"))) {
            for (Path entry : entries) {
                if (Files.isRegularFile(entry)) {
                    found.add(entry.toString());
                }
            }
        } catch (IOException | PatternSyntaxException e) {
            return List.of();
        }
        found.sort(null);
        return found;
    }
}

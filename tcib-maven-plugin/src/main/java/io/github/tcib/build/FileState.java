package io.github.tcib.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** The state of a file as an ingredient: its mode and content, not its times and owner. */
public final class FileState {

    private FileState() {}

    /** Reads a file, or where a link points. */
    public static Ingredient read(Path file) throws IOException {
        return Ingredient.of(
                Files.isSymbolicLink(file)
                        ? "link " + Files.readSymbolicLink(file)
                        : "file " + modeOf(file) + " " + Sha256.read(file));
    }

    private static String modeOf(Path path) throws IOException {
        return path.getFileSystem().supportedFileAttributeViews().contains("unix")
                ? String.valueOf(Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS))
                : "";
    }
}

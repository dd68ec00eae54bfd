package io.github.tcib.build.buildah;

import io.github.tcib.build.Ingredient;
import io.github.tcib.build.Sha256;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The state of what lies on a volume. Package repositories count by their metadata, which names the digest of every package;
 * large files by size and time; other files by their content.
 */
final class VolumeContent {

    private static final long LARGE = 1 << 20;
    private static final int MOST_FILES = 50_000;
    private static final String REPOMD = "repodata/repomd.xml";

    private VolumeContent() {}

    /**
     * Reads a file or directory; not known when it cannot be read or is too large to be looked at in every build.
     *
     * @param locked whether packages are locked, so that the state of a repository decides nothing
     */
    static Ingredient read(Path source, boolean locked) {
        SortedMap<String, String> content = new TreeMap<>();
        try {
            Files.walkFileTree(source, new Collector(source, locked, content));
        } catch (IOException e) {
            return Ingredient.unknown();
        }
        return content.size() > MOST_FILES ? Ingredient.unknown() : Ingredient.of(content.toString());
    }

    private static final class Collector extends SimpleFileVisitor<Path> {

        private final Path source;
        private final boolean locked;
        private final SortedMap<String, String> content;

        Collector(Path source, boolean locked, SortedMap<String, String> content) {
            this.source = source;
            this.locked = locked;
            this.content = content;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
            Path repomd = directory.resolve(REPOMD);
            if (Files.isRegularFile(repomd)) {
                put(repomd, locked ? "locked" : Sha256.read(repomd));
                return FileVisitResult.SKIP_SUBTREE;
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (attributes.isSymbolicLink()) {
                put(file, "link " + Files.readSymbolicLink(file));
            } else if (!attributes.isRegularFile()) {
                put(file, "special");
            } else if (attributes.size() > LARGE) {
                put(file, attributes.size() + " bytes of " + attributes.lastModifiedTime());
            } else {
                put(file, Sha256.read(file));
            }
            return content.size() > MOST_FILES ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
        }

        private void put(Path file, String state) {
            content.put(source.relativize(file).toString(), state);
        }
    }
}

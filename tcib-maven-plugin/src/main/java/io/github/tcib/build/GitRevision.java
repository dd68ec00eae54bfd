package io.github.tcib.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The commit a working copy stands at, read from git's files so that git itself need not be there (gitrepository-layout(5)). */
public final class GitRevision {

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

    private GitRevision() {}

    /** Reads the commit of the working copy that a directory lies in; empty when it lies in none. */
    public static Optional<String> read(Path directory) {
        try {
            for (Path up = directory.toAbsolutePath().normalize(); up != null; up = up.getParent()) {
                Path git = up.resolve(".git");
                if (Files.isDirectory(git)) {
                    return readHead(git);
                }
                if (Files.isRegularFile(git)) {
                    String link = Files.readString(git).strip();
                    return readHead(up.resolve(link.replaceFirst("^gitdir: *", "")));
                }
            }
        } catch (IOException e) {
            // A working copy that cannot be read says as much of its commit as none.
        }
        return Optional.empty();
    }

    private static Optional<String> readHead(Path git) throws IOException {
        String head = Files.readString(git.resolve("HEAD")).strip();
        if (!head.startsWith("ref:")) {
            return Optional.of(head).filter(text -> COMMIT.matcher(text).matches());
        }
        String ref = head.substring("ref:".length()).strip();
        Path common = git.resolve("commondir");
        Path shared = Files.exists(common)
                ? git.resolve(Files.readString(common).strip()).normalize()
                : git;
        for (Path place : new Path[] {git.resolve(ref), shared.resolve(ref)}) {
            if (Files.isRegularFile(place)) {
                return Optional.of(Files.readString(place).strip())
                        .filter(text -> COMMIT.matcher(text).matches());
            }
        }
        return readPacked(shared.resolve("packed-refs"), ref);
    }

    private static Optional<String> readPacked(Path file, String ref) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(line -> line.split(" ", 2))
                    .filter(words -> words.length == 2 && words[1].equals(ref))
                    .map(words -> words[0])
                    .filter(text -> COMMIT.matcher(text).matches())
                    .findFirst();
        }
    }
}

package io.github.tcib.lock.diff;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.tcib.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes a difference to {@code lock-diff.json}, {@code lock-diff.md} and {@code lock-diff.txt}. */
public final class DiffFiles {

    private DiffFiles() {}

    /** Writes the files; those whose content stays are left alone. */
    public static void write(LockDiff diff, Path directory) throws IOException {
        put(directory.resolve("lock-diff.json"), DiffJson.textOf(diff));
        put(directory.resolve("lock-diff.md"), new DiffMarkdown(diff).text());
        put(directory.resolve("lock-diff.txt"), lines(DiffText.of(diff)));
    }

    private static String lines(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }

    private static void put(Path file, String text) throws IOException {
        AtomicFile.writeIfChanged(file, text.getBytes(UTF_8));
    }
}

package io.github.tcib;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders in folders whose path is too long for the system: what is unreadable even for root. */
public final class DeepFolder {

    private static final String STEP = "d".repeat(100);

    private DeepFolder() {}

    /** What is done while the folders are there. */
    public interface Use {
        void run() throws Exception;
    }

    /** Makes a folder {@code deep} there; its two halves are put together by a move, as no path leads to the end of both. */
    public static void in(Path folder, Use use) throws Exception {
        Path upper = chain(folder.resolve("deep"));
        Path lower = folder.resolve("lower");
        chain(lower);
        Path inside = upper.resolve("lower");
        Files.move(lower, inside);
        try {
            use.run();
        } finally {
            Files.move(inside, lower);
        }
    }

    private static Path chain(Path start) throws IOException {
        Path end = start;
        while (end.toString().length() < 3_000) {
            end = end.resolve(STEP);
        }
        return Files.createDirectories(end);
    }
}

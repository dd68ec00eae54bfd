package io.github.tcib.build.buildah;

import io.github.tcib.build.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Chooses where things are kept that belong to an image store and live as long as it. */
final class StateDirectory {

    private static final int DIGITS = 16;

    private StateDirectory() {}

    /** A directory in the store, where every user of the store finds it; in the user's cache when that may not be written. */
    static Path of(Path graphRoot) {
        Path inStore = graphRoot.resolve("tcib");
        try {
            Files.createDirectories(inStore);
            if (Files.isWritable(inStore)) {
                return inStore;
            }
        } catch (IOException e) {
            // A store that only root may write, used through a helper: the cache will do.
        }
        return cache().resolve("tcib").resolve(Sha256.of(graphRoot.toString()).substring(0, DIGITS));
    }

    private static Path cache() {
        return Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(path -> path.startsWith("/"))
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"));
    }
}

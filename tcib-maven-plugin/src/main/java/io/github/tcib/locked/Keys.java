package io.github.tcib.locked;

import io.github.tcib.file.AtomicFile;
import io.github.tcib.file.FileFault;
import io.github.tcib.repository.Downloads;
import io.github.tcib.repository.RepositoryAccess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The OpenPGP keys of repositories, kept beside the RPMs by their URLs so that they are there without a network. */
final class Keys {

    private static final int LARGEST = 1 << 20;

    private final Downloads downloads;
    private final Path directory;
    private final boolean offline;

    Keys(Downloads downloads, Path cacheDirectory, boolean offline) {
        this.downloads = downloads;
        this.directory = cacheDirectory.resolve("keys");
        this.offline = offline;
    }

    /** Whether a key cannot be read here, since it lies in the image. */
    boolean isInImage(String url) {
        return url.startsWith("file:") && !downloads.isOnVolume(url);
    }

    /** Reads a key, from its URL if that can be reached. */
    byte[] read(String url, RepositoryAccess access) throws LockedBuildException {
        Path kept = directory.resolve(Names.shortDigest(url));
        try {
            if (offline && Files.exists(kept)) {
                return Files.readAllBytes(kept);
            }
            if (offline) {
                throw new LockedBuildException("the key " + Downloads.shown(url)
                        + " is not in the cache, and Maven is offline;" + " build once without -o");
            }
            try (InputStream in = downloads.open(url, access)) {
                byte[] key = in.readNBytes(LARGEST + 1);
                if (key.length > LARGEST) {
                    throw new LockedBuildException("the key " + Downloads.shown(url) + " has more than " + LARGEST
                            + " bytes, which is the limit");
                }
                AtomicFile.writeIfChanged(kept, key);
                return key;
            } catch (IOException e) {
                if (Files.exists(kept)) {
                    return Files.readAllBytes(kept);
                }
                throw e;
            }
        } catch (IOException e) {
            throw new LockedBuildException(
                    "the key " + Downloads.shown(url) + " cannot be read: " + FileFault.reasonOf(e), e);
        }
    }
}

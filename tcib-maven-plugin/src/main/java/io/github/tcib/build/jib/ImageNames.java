package io.github.tcib.build.jib;

import io.github.tcib.oci.Descriptor;
import io.github.tcib.oci.LayoutImage;
import io.github.tcib.oci.OciLayout;
import io.github.tcib.oci.Platform;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which reference names which image of a layout. Images that are built within a moment are named in the index all at once:
 * replacing that file for each of them, which file systems answer by writing it to the disk there and then (ext4,
 * auto_da_alloc), would take longer than building them. A process that is killed loses the names of the last moment, no more.
 */
final class ImageNames {

    private static final long MOMENT_NANOS = Duration.ofMillis(500).toNanos();

    private final OciLayout layout;
    private final Platform platform;
    private final Map<String, LayoutImage> named = new HashMap<>();
    private final Map<String, Descriptor> unwritten = new LinkedHashMap<>();
    private long lastWritten = System.nanoTime();

    ImageNames(OciLayout layout, Platform platform) {
        this.layout = layout;
        this.platform = platform;
    }

    /** Names an image; the index says so at once or a moment later. */
    synchronized void put(String reference, LayoutImage image) throws IOException {
        named.put(reference, image);
        unwritten.put(reference, image.manifest());
        if (System.nanoTime() - lastWritten >= MOMENT_NANOS) {
            write();
        }
    }

    /** The image of a reference: as it was named here, or as it is read from the layout. */
    Optional<LayoutImage> find(String reference) throws IOException {
        Optional<LayoutImage> known = known(reference);
        return known.isPresent() ? known : layout.readImage(reference, platform);
    }

    /** Writes into the index what it does not have yet. */
    synchronized void write() throws IOException {
        if (!unwritten.isEmpty()) {
            layout.index().write(unwritten);
            unwritten.clear();
            lastWritten = System.nanoTime();
        }
    }

    private synchronized Optional<LayoutImage> known(String reference) {
        return Optional.ofNullable(named.get(reference));
    }
}

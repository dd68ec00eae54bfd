package io.github.tcib.build.buildah;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A directory or file of this machine that RUN steps see.
 *
 * @param source where it is here
 * @param destination where the steps see it
 * @param options as buildah takes them, such as {@code ro} and {@code z}
 */
record Volume(Path source, Path destination, List<String> options) {

    /** Reads {@code source:destination[:options]}; empty when it names no directory of this machine. */
    static Optional<Volume> parse(String text) {
        String[] parts = text.split(":", 3);
        if (parts.length < 2 || !parts[0].startsWith("/") || !parts[1].startsWith("/")) {
            return Optional.empty();
        }
        List<String> options = parts.length == 3 ? List.of(parts[2].split(",")) : List.of();
        return Optional.of(new Volume(Path.of(parts[0]), Path.of(parts[1]).normalize(), options));
    }

    /** Whether steps are meant to change what is in it, as in a cache; it cannot decide what an image becomes then. */
    boolean isCache() {
        return options.contains("rw");
    }

    /** Where a path that steps see lies on this machine, by the volume that is mounted nearest above it. */
    static Optional<Path> resolve(List<Volume> volumes, Path seen) {
        Path path = seen.normalize();
        return volumes.stream()
                .filter(volume -> path.startsWith(volume.destination))
                .max((one, other) -> Integer.compare(one.destination.getNameCount(), other.destination.getNameCount()))
                .map(volume -> volume.source.resolve(volume.destination.relativize(path)));
    }
}

package io.github.tcib.build.buildah;

import java.time.Duration;
import java.util.List;

/**
 * A command in a working container.
 *
 * @param words the program and its arguments; no shell sees them
 * @param volumes {@code source:destination[:options]}, as buildah takes them
 * @param network {@code host}, {@code private}, {@code none} or what else buildah knows
 * @param timeout how long it may take; zero for no limit
 */
public record ContainerStep(List<String> words, List<String> volumes, String network, Duration timeout) {

    public ContainerStep {
        words = List.copyOf(words);
        volumes = List.copyOf(volumes);
    }
}

package io.github.tcib.tree;

import io.github.tcib.console.Quantity;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the last build knows of an image.
 *
 * @param bytes its size with all layers
 * @param duration how long building it took
 */
public record Measurement(Optional<Long> bytes, Optional<Duration> duration) {

    /** Nothing is known. */
    static final Measurement NONE = new Measurement(Optional.empty(), Optional.empty());

    /** Such as {@code 318 MB, 42.1 s}; empty when nothing is known. */
    String text() {
        return Stream.concat(bytes.map(Quantity::ofBytes).stream(), duration.map(Quantity::of).stream())
                .collect(Collectors.joining(", "));
    }
}

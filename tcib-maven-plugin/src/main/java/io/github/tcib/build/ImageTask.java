package io.github.tcib.build;

import io.github.tcib.model.ImageDefinition;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * One attempt at one image, as an engine gets it.
 *
 * @param image what to build
 * @param context the directory with its Containerfile and files
 * @param labels labels beside those of the instructions, the key among them
 * @param annotations annotations of the manifest, for formats that have them
 * @param created the time that goes into image and layers; empty for now
 * @param timeout how long it may take; zero for no limit
 * @param output gets each line that the steps print, possibly on other threads
 */
public record ImageTask(
        ImageDefinition image,
        Path context,
        SortedMap<String, String> labels,
        SortedMap<String, String> annotations,
        Optional<Instant> created,
        Duration timeout,
        Consumer<String> output) {

    public ImageTask {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
    }
}

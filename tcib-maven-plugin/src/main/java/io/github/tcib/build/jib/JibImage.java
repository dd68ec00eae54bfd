package io.github.tcib.build.jib;

import io.github.tcib.model.Instruction;
import io.github.tcib.oci.LayoutImage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One image for the embedded engine to build.
 *
 * @param name for messages
 * @param instructions in order; FROM only stands for the parent
 * @param context where COPY and ADD find files
 * @param parentReference as FROM names it
 * @param parent in the layout that is built into; empty for an image from scratch
 * @param labels set last, beside those of the instructions
 * @param annotations of the manifest; the Docker format has none
 * @param created the time of the image and of all files in its layer
 */
public record JibImage(
        String name,
        List<Instruction> instructions,
        Path context,
        String parentReference,
        Optional<LayoutImage> parent,
        SortedMap<String, String> labels,
        SortedMap<String, String> annotations,
        Instant created) {

    public JibImage {
        instructions = List.copyOf(instructions);
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
    }
}

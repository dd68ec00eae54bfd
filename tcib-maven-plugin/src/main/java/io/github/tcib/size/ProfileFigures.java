package io.github.tcib.size;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a kind of node pulls.
 *
 * @param images that it runs, sorted
 * @param cold everything, for a node that has nothing
 * @param upgrade what a node that runs the baseline does not have; empty when the baseline does not tell its layers
 */
public record ProfileFigures(String name, List<String> images, Pull cold, Optional<Pull> upgrade) {

    public ProfileFigures {
        images = List.copyOf(images);
    }

    /**
     * Layers that are pulled.
     *
     * @param bytes they take when unpacked; empty when only manifests were read
     * @param packedBytes that go over the network
     */
    public record Pull(int layers, OptionalLong bytes, long packedBytes) {}
}

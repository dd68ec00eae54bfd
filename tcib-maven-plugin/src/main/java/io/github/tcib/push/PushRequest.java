package io.github.tcib.push;

import java.util.List;

/**
 * What is to be pushed, and how.
 *
 * @param images parents before children
 * @param targets where they go
 * @param skipExisting whether a tag that is there is left alone, whatever it names
 * @param dryRun whether nothing is to be sent
 * @param threads how many images are pushed at the same time
 */
public record PushRequest(
        List<BuiltImage> images, PushTargets targets, boolean skipExisting, boolean dryRun, int threads) {

    public PushRequest {
        images = List.copyOf(images);
    }
}

package io.github.tcib.build;

import java.time.Duration;

/**
 * How a tree is built, whatever the engine.
 *
 * @param threads how many images are built at once, at least 1
 * @param retries how often an image is tried again after a failure that may pass, 0 for never
 * @param timeout how long one attempt at one image may take; zero for no limit
 * @param failFast whether nothing new is started after the first failure
 * @param force whether images are built though they are in the store with the right key
 */
public record BuildSettings(int threads, int retries, Duration timeout, boolean failFast, boolean force) {

    /** @throws IllegalArgumentException when a number is out of range, worded for the user */
    public BuildSettings {
        if (threads < 1) {
            throw new IllegalArgumentException("tcib.threads is " + threads + "; it must be 1 or more");
        }
        if (retries < 0) {
            throw new IllegalArgumentException("tcib.retries is " + retries + "; it must be 0 or more");
        }
        if (timeout.isNegative()) {
            throw new IllegalArgumentException(
                    "tcib.timeout is " + timeout.toSeconds() + "; it must be 0 (no limit) or more seconds");
        }
    }
}

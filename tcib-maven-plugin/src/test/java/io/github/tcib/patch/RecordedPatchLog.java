package io.github.tcib.patch;

import java.util.ArrayList;
import java.util.List;

/** Keeps what a patch tells. */
final class RecordedPatchLog implements PatchLog {

    private final List<String> events = new ArrayList<>();

    @Override
    public synchronized void started(PatchRequest request) {
        events.add("started");
    }

    @Override
    public synchronized void waitingForStore(String holder) {
        events.add("waiting for " + holder);
    }

    @Override
    public synchronized void prepared(PatchedImage image, int done, int total) {
        events.add(done + "/" + total + " " + image.target().reference() + " "
                + image.status().word());
    }

    @Override
    public synchronized void warning(String message) {
        throw new AssertionError(message);
    }

    @Override
    public synchronized void ended(PatchResult result) {
        events.add("ended");
    }

    synchronized List<String> events() {
        return List.copyOf(events);
    }
}

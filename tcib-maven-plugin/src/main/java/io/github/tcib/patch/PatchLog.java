package io.github.tcib.patch;

/** Gets to know how a patch goes; called from several threads. */
public interface PatchLog {

    /** It begins. */
    void started(PatchRequest request);

    /** Another process uses the store. */
    void waitingForStore(String holder);

    /** It is known what the new image will be, or why there will be none. */
    void prepared(PatchedImage image, int done, int total);

    /** Something to look into, though the work goes on. */
    void warning(String message);

    /** All is done. */
    void ended(PatchResult result);
}

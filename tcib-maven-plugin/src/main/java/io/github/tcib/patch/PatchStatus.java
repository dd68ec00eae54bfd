package io.github.tcib.patch;

/** What became of an image. */
public enum PatchStatus {
    /** There is a new image. */
    PATCHED("patched"),
    /** There was nothing to do, and there is no new image. */
    UNCHANGED("unchanged"),
    /** It could not be done; there is no new image. */
    FAILED("failed"),
    /** It could have been done, but the patch was refused as a whole. */
    REFUSED("refused");

    private final String word;

    PatchStatus(String word) {
        this.word = word;
    }

    /** The status in words. */
    public String word() {
        return word;
    }
}

package io.github.tcib.build.buildah;

/** Builds images by {@code buildah bud}, one process an image. */
public final class BuildahEngine {
    private BuildahEngine() {}
}

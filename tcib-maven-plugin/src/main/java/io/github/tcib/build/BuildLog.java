package io.github.tcib.build;

import io.github.tcib.model.ImageName;
import java.time.Duration;
import java.util.List;

/** What happens in a build, for whoever shows it. Events come from several threads. */
public interface BuildLog {

    /** Another process builds into the same store; this one waits for it. */
    void waitingForStore(String holder);

    /** The plan stands; building starts next. */
    void planned(BuildPlan plan);

    /** An image is being built. */
    void started(ImageName image);

    /** An attempt failed in a way that may pass; the next one comes after a wait. */
    void retrying(ImageName image, int attempt, Duration wait, String why);

    /** Nothing ended for a while, but these are at work. */
    void stillRunning(List<RunningImage> running, Progress progress);

    /** An image is done with, one way or another. */
    void finished(ImageResult result, Progress progress);

    /** Something the user should look into though the build goes on. */
    void warning(String message);

    /** Something that was done beside building. */
    void note(String message);

    /** Everything is done with. */
    void ended(BuildResult result);

    /** An image at work, and for how long. */
    record RunningImage(ImageName image, Duration elapsed) {}

    /** How many of all images that are to be built or cached are done with. */
    record Progress(int done, int total) {}
}

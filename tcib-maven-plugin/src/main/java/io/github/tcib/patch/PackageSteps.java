package io.github.tcib.patch;

import io.github.tcib.build.BuildFailure;
import io.github.tcib.patch.ImagePatcher.Changed;
import io.github.tcib.patch.ImagePatcher.Shell;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;

/** How one kind of patch changes the packages of images; serves many at once. */
interface PackageSteps {

    /** What every command sees, as buildah takes it. */
    List<String> volumes();

    /**
     * Changes the packages.
     *
     * @param architecture the image's, as Go names it
     */
    void run(Shell shell, NavigableSet<InstalledPackage> installed, String architecture)
            throws BuildFailure, InterruptedException;

    /** What was changed, and why nothing when nothing was. */
    Changed changed(NavigableSet<InstalledPackage> before, NavigableSet<InstalledPackage> after, String architecture)
            throws BuildFailure;

    /** The new layer's line in the history. */
    String historyOf(List<PackageChange> changes);

    /** Why the patch is refused as a whole, line by line; empty when it is not. */
    List<String> refusalOf(Collection<PatchedImage> images);
}

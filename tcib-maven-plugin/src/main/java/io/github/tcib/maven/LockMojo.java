package io.github.tcib.maven;

import io.github.tcib.console.Quantity;
import io.github.tcib.file.FileFault;
import io.github.tcib.lock.ArchitectureLock;
import io.github.tcib.lock.Lock;
import io.github.tcib.lock.LockedRpm;
import io.github.tcib.lock.resolve.Resolution;
import io.github.tcib.lock.resolve.Update;
import io.github.tcib.model.Counted;
import io.github.tcib.model.ImageTree;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * Resolves the packages of all images with the dnf of their base, and writes them to the lock. A lock that has what the layout
 * asks for is left as it is.
 */
@Mojo(name = "lock", threadSafe = true)
public final class LockMojo extends AbstractLockMojo {

    /**
     * Packages that may move to other versions, between commas: names or globs, or {@code all}. What they need moves with them.
     * With {@code metadata} none moves, and module streams and groups are locked as they are now. Without it, only what the layout
     * newly asks for is added.
     */
    @Parameter(property = "tcib.lock.update", defaultValue = "")
    private String lockUpdate = "";

    /** Leaves this goal out. */
    @Parameter(property = "tcib.lock.skip", defaultValue = "false")
    private boolean skipLock;

    @Inject
    LockMojo(SettingsDecrypter decrypter) {
        super(decrypter);
    }

    @Override
    boolean skipsThisGoal() {
        return skipLock;
    }

    @Override
    void run() throws MojoExecutionException, MojoFailureException {
        long start = System.nanoTime();
        Lock lock = read(lockFile());
        ImageTree tree = readTree();
        Optional<ArchitectureLock> before = lock.find(architecture());
        Resolution resolution = resolve(tree, before, Update.of(SettingSyntax.list(lockUpdate)));
        ArchitectureLock locked = resolution.locked();
        if (!resolution.resolved()) {
            getLog().info(shownLock() + " has what the layout asks for: " + summaryOf(locked)
                    + ". To take newer packages: -Dtcib.lock.update=all, or names.");
            return;
        }
        boolean changed = write(lock.with(architecture(), locked));
        getLog().info((changed ? "Locked " : "The lock stays as it is: ") + summaryOf(locked) + ", in "
                + Quantity.of(Duration.ofNanos(System.nanoTime() - start)) + (changed ? ": " + shownLock() : "."));
    }

    private boolean write(Lock lock) throws MojoExecutionException {
        try {
            return lockFile().write(lock);
        } catch (IOException e) {
            throw new MojoExecutionException(
                    "The lock cannot be written to " + shownLock() + ": " + FileFault.reasonOf(e), e);
        }
    }

    private static String summaryOf(ArchitectureLock locked) {
        long bytes = locked.rpms().values().stream().mapToLong(LockedRpm::bytes).sum();
        return Counted.of(locked.rpms().size(), "package") + " (" + Quantity.ofBytes(bytes) + ") of "
                + Counted.of(locked.repositories().size(), "repository", "repositories")
                + " for " + Counted.of(locked.images().size(), "image");
    }
}

package io.github.tcib.maven;

import io.github.tcib.file.FileFault;
import io.github.tcib.lock.ArchitectureLock;
import io.github.tcib.lock.Lock;
import io.github.tcib.lock.diff.DiffFiles;
import io.github.tcib.lock.diff.DiffText;
import io.github.tcib.lock.diff.LockDiff;
import io.github.tcib.lock.resolve.Update;
import java.io.File;
import java.io.IOException;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Says what a new resolution would change in the lock, and which images would be built anew; or compares two locks. Changes
 * nothing. Writes {@code lock-diff.txt}, {@code .md} and {@code .json} to the output directory.
 */
@Mojo(name = "lock-diff", threadSafe = true)
public final class LockDiffMojo extends AbstractLockMojo {

    /** Packages that may move to other versions, between commas: names or globs, {@code all}, or {@code none}. */
    @Parameter(property = "tcib.lock.update", defaultValue = "all")
    private String lockUpdate = "";

    /** An earlier lock, to compare the lock with instead of resolving packages. */
    @Parameter(property = "tcib.lock.from")
    private @Nullable File lockFrom;

    /** Leaves this goal out. */
    @Parameter(property = "tcib.lock-diff.skip", defaultValue = "false")
    private boolean skipLockDiff;

    @Inject
    LockDiffMojo(SettingsDecrypter decrypter) {
        super(decrypter);
    }

    @Override
    boolean skipsThisGoal() {
        return skipLockDiff;
    }

    @Override
    void run() throws MojoExecutionException, MojoFailureException {
        LockDiff diff = lockFrom == null ? withNewResolution() : withEarlierLock(lockFrom);
        DiffText.of(diff).forEach(getLog()::info);
        try {
            DiffFiles.write(diff, output());
        } catch (IOException e) {
            throw new MojoExecutionException(
                    "The difference cannot be written to " + output() + ": " + FileFault.reasonOf(e), e);
        }
        getLog().info("Written to " + output().resolve("lock-diff.json") + ", .md and .txt.");
    }

    private LockDiff withNewResolution() throws MojoExecutionException, MojoFailureException {
        ArchitectureLock before = lockedIn(read(lockFile()), shownLock());
        Update update = lockUpdate.equals("none") ? new Update.Nothing() : Update.of(SettingSyntax.list(lockUpdate));
        return LockDiff.between(
                architecture(),
                before,
                resolve(readTree(), Optional.of(before), update).locked());
    }

    private LockDiff withEarlierLock(File earlier) throws MojoFailureException {
        return LockDiff.between(
                architecture(),
                lockedIn(read(fileAt(earlier)), earlier.toString()),
                lockedIn(read(lockFile()), shownLock()));
    }

    private ArchitectureLock lockedIn(Lock lock, String shown) throws MojoFailureException {
        String architecture = architecture();
        return lock.find(architecture)
                .orElseThrow(() -> new MojoFailureException("There is no lock for " + architecture + " in " + shown
                        + ": run tcib:lock, or set tcib.lockFile"));
    }
}

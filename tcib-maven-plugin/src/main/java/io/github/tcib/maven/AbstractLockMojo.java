package io.github.tcib.maven;

import io.github.tcib.build.BuildFailure;
import io.github.tcib.file.FileFault;
import io.github.tcib.lock.ArchitectureLock;
import io.github.tcib.lock.Lock;
import io.github.tcib.lock.LockException;
import io.github.tcib.lock.LockFile;
import io.github.tcib.lock.resolve.Resolution;
import io.github.tcib.lock.resolve.ResolutionException;
import io.github.tcib.lock.resolve.TreeResolution;
import io.github.tcib.lock.resolve.Update;
import io.github.tcib.model.ImageTree;
import io.github.tcib.repository.DnfVariables;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** What the goals about the lock share: the file, and resolving a layout against it. */
abstract class AbstractLockMojo extends AbstractEngineMojo {

    /** The lock: which packages every image gets. Commit it. */
    @Parameter(property = "tcib.lockFile", defaultValue = "${project.basedir}/" + LockFile.NAME, required = true)
    private File lockFile = new File("");

    /** Seconds that resolving packages on one base may take; 0 for no limit. */
    @Parameter(property = "tcib.lock.timeout", defaultValue = "900")
    private long lockTimeout;

    AbstractLockMojo(SettingsDecrypter decrypter) {
        super(decrypter);
    }

    LockFile lockFile() {
        return fileAt(lockFile);
    }

    /** A lock file, shown as it lies in the project. */
    LockFile fileAt(File file) {
        return new LockFile(file.toPath(), shown(file));
    }

    /** What to call the lock in messages. */
    String shownLock() {
        return shown(lockFile);
    }

    private String shown(File file) {
        Path path = file.toPath().toAbsolutePath().normalize();
        Path basedir = project().getBasedir() == null
                ? Path.of("").toAbsolutePath()
                : project().getBasedir().toPath().toAbsolutePath();
        return path.startsWith(basedir) ? basedir.relativize(path).toString() : path.toString();
    }

    /** The architecture that is locked, as RPM names it. */
    String architecture() throws MojoFailureException {
        return DnfVariables.machineOf(platform().architecture());
    }

    static Lock read(LockFile file) throws MojoFailureException {
        try {
            return file.read().orElse(Lock.EMPTY);
        } catch (LockException e) {
            throw new MojoFailureException(e.getMessage(), e);
        }
    }

    /** Resolves the packages of the layout, and says what is noteworthy about it. */
    Resolution resolve(ImageTree tree, Optional<ArchitectureLock> before, Update update)
            throws MojoExecutionException, MojoFailureException {
        if (lockTimeout < 0) {
            throw new MojoFailureException("tcib.lock.timeout: " + lockTimeout + " is less than 0");
        }
        try (BaseLogins logins = BaseLogins.open(tree.graph(), registries().credentials(), output())) {
            EngineChoice.Settings settings = engineSettings(logins.authFile(), logins::loginFor);
            Resolution resolution = new TreeResolution(
                            settings.buildah(), System.getenv(), Duration.ofSeconds(lockTimeout), getLog()::warn)
                    .run(tree, before, update, isNarrowed());
            resolution.warnings().forEach(warning -> getLog().warn(warning.toString()));
            return resolution;
        } catch (ResolutionException e) {
            throw new MojoFailureException(e.getMessage(), e);
        } catch (BuildFailure e) {
            throw new MojoExecutionException(e.getMessage(), e);
        } catch (IOException e) {
            throw new MojoExecutionException(
                    "Logins for pulling bases cannot be read or written: " + FileFault.reasonOf(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("Resolving packages was interrupted; the lock is as it was.", e);
        }
    }
}

package io.github.tcib.maven;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.apache.maven.api.plugin.testing.Basedir;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoExtension;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;

/** Locks that are of another layout or another machine, or cannot be written. */
@MojoTest
class LockedGoalsTest {

    @Test
    @Basedir("/projects/locked")
    @InjectMojo(goal = "build", pom = "pom.xml")
    @MojoParameter(name = "lockFile", value = "other.lock.yaml")
    void refusesALockOfOtherMachines(BuildMojo mojo) {
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessage(inProject("other.lock.yaml")
                        + " has no packages for x86_64; run tcib:lock for that platform, or set tcib.locked=false");
    }

    @Test
    @Basedir("/projects/locked")
    @InjectMojo(goal = "build", pom = "pom.xml")
    @MojoParameter(name = "lockFile", value = "older.lock.yaml")
    void refusesALockThatIsOlderThanTheLayout(BuildMojo mojo) {
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessage(
                        inProject("older.lock.yaml")
                                + " is older than the layout: what it has of base is not what the layout asks for; run tcib:lock");
    }

    @Test
    @Basedir("/projects/plain")
    @InjectMojo(goal = "lock", pom = "pom.xml")
    @MojoParameter(name = "lockFile", value = "/proc/none/tcib.lock.yaml")
    void saysWhereTheLockCannotBeWritten(LockMojo mojo) {
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessage("The lock cannot be written to /proc/none/tcib.lock.yaml: there is no '/proc/none'");
    }

    private static Path inProject(String path) {
        return Path.of(MojoExtension.getBasedir(), path);
    }
}

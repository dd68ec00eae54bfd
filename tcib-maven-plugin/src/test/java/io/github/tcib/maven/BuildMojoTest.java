package io.github.tcib.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.apache.maven.api.plugin.testing.Basedir;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;

/** Settings of the build that mean nothing are refused before anything is started. */
@MojoTest
@Basedir("/projects/small")
class BuildMojoTest {

    @Test
    @InjectMojo(goal = "build", pom = "pom.xml")
    @MojoParameter(name = "engine", value = "kaniko")
    void refusesAnUnknownEngine(BuildMojo mojo) {
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageStartingWith("tcib.engine: 'kaniko' is not an engine; use auto, buildah or jib");
    }

    @Test
    @InjectMojo(goal = "build", pom = "pom.xml")
    @MojoParameter(name = "format", value = "v2")
    void refusesAnUnknownFormat(BuildMojo mojo) {
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("tcib.format: 'v2' is not a format; use docker or oci");
    }

    @Test
    @InjectMojo(goal = "build", pom = "pom.xml")
    @MojoParameter(name = "threads", value = "-1")
    void refusesANegativeNumberOfThreads(BuildMojo mojo) {
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("tcib.threads is -1; it must be 1 or more");
    }

    @Test
    @InjectMojo(goal = "build", pom = "pom.xml")
    @MojoParameter(name = "engine", value = "buildah")
    @MojoParameter(name = "buildahExecutable", value = "no-such-buildah")
    void saysThatBuildahIsMissing(BuildMojo mojo) {
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageContaining("no-such-buildah");
    }

    @Test
    @InjectMojo(goal = "build", pom = "pom.xml")
    @MojoParameter(name = "buildahExecutable", value = "no-such-buildah")
    void saysWhatBuildahIsNeededFor(BuildMojo mojo) {
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessage("buildah was not found: there is no program 'no-such-buildah'; install buildah (dnf install"
                        + " buildah, apt-get install buildah) or set tcib.buildahExecutable. It is needed for RUN, in base, os;"
                        + " images without RUN in their chain of parents are built without it.");
    }

    @Test
    @InjectMojo(goal = "build", pom = "pom.xml")
    @MojoParameter(name = "platformsInstead", value = "linux/amd64,linux/x86_64")
    void suggestsThePlatformThatWasMeant(BuildMojo mojo) {
        String reason = "'linux/x86_64' is not a platform that images are built for; did you mean linux/amd64?";
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("tcib.platforms: " + reason);
    }

    @Test
    @InjectMojo(goal = "build", pom = "pom.xml")
    @MojoParameter(name = "platformsInstead", value = "linux/amd64,linux/arm64")
    @MojoParameter(name = "platform", value = "linux/arm64")
    void refusesOnePlatformBesideSeveral(BuildMojo mojo) {
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("tcib.platform and tcib.platforms are both set; leave tcib.platform away");
    }

    @Test
    @InjectMojo(goal = "build", pom = "pom.xml")
    @MojoParameter(name = "platformsInstead", value = "linux/amd64,linux/arm64")
    @MojoParameter(name = "output", value = "docker-archive")
    void refusesAnArchiveThatHasRoomForOnePlatform(BuildMojo mojo) {
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageStartingWith("tcib.output: a docker-archive has room for one platform; use oci-archive");
    }

    @Test
    void readsTheTimeOfAReproducibleBuild() throws MojoFailureException {
        Instant expected = Instant.parse("2026-01-02T03:04:05Z");
        assertThat(ProjectFactsReader.instantOf("2026-01-02T03:04:05Z")).isEqualTo(expected);
        assertThat(ProjectFactsReader.instantOf("2026-01-02T05:04:05+02:00")).isEqualTo(expected);
        assertThat(ProjectFactsReader.instantOf("1767323045")).isEqualTo(expected);
        assertThatThrownBy(() -> ProjectFactsReader.instantOf("yesterday"))
                .isInstanceOf(MojoFailureException.class)
                .hasMessageStartingWith("project.build.outputTimestamp: 'yesterday' is no time; use seconds");
    }
}

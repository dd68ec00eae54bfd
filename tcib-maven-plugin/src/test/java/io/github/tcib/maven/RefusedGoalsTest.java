package io.github.tcib.maven;

import static io.github.tcib.maven.ProjectFiles.inProject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.maven.api.plugin.testing.Basedir;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.plugin.Mojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;

/** Settings of goals that mean nothing, or name what is not there, are refused before anything is done. */
@MojoTest
@Basedir("/projects/small")
class RefusedGoalsTest {

    private static final String IMAGE = "registry.example/ns/api:1";

    @Test
    @InjectMojo(goal = "hotfix", pom = "pom.xml")
    void asksForTheImagesToMend(HotfixMojo mojo) {
        assertRefused(
                mojo, "tcib.hotfix.images: name the images, as -Dtcib.hotfix.images=registry/namespace/name:tag,…");
    }

    @Test
    @InjectMojo(goal = "hotfix", pom = "pom.xml")
    @MojoParameter(name = "moreHotfixImages", value = IMAGE)
    void asksForTheRpms(HotfixMojo mojo) {
        assertRefused(
                mojo,
                "tcib.hotfix.directory: name the folder with the RPMs, or RPMs in Maven repositories with tcib.hotfix.artifacts");
    }

    @Test
    @InjectMojo(goal = "hotfix", pom = "pom.xml")
    @MojoParameter(name = "moreHotfixImages", value = IMAGE)
    @MojoParameter(name = "hotfixDirectory", value = "no-such-folder")
    void refusesAFolderOfRpmsThatIsNotThere(HotfixMojo mojo) {
        assertRefused(mojo, "tcib.hotfix.directory: there is no folder " + inProject("no-such-folder"));
    }

    @Test
    @InjectMojo(goal = "hotfix", pom = "pom.xml")
    @MojoParameter(name = "moreHotfixImages", value = IMAGE)
    @MojoParameter(name = "gpgCheck", value = "true")
    void asksForTheKeysOfSignatures(HotfixMojo mojo) {
        assertRefused(
                mojo,
                "tcib.hotfix.gpgCheck: name the files with the keys that RPMs may be signed with (tcib.hotfix.keys)");
    }

    @Test
    @InjectMojo(goal = "hotfix", pom = "pom.xml")
    @MojoParameter(name = "moreHotfixImages", value = IMAGE)
    @MojoParameter(name = "gpgCheck", value = "true")
    @MojoParameter(name = "moreHotfixKeys", value = "no-such-key")
    void refusesAKeyThatIsNotThere(HotfixMojo mojo) {
        assertRefused(mojo, "tcib.hotfix.keys: there is no file no-such-key that can be read");
    }

    @Test
    @InjectMojo(goal = "hotfix", pom = "pom.xml")
    @MojoParameter(name = "moreHotfixImages", value = IMAGE)
    @MojoParameter(name = "moreHotfixArtifacts", value = "a:b")
    void refusesCoordinatesThatAreNone(HotfixMojo mojo) {
        assertRefused(mojo, "tcib.hotfix.artifacts: 'a:b' is not of the form groupId:artifactId:version[:classifier]");
    }

    @Test
    @InjectMojo(goal = "update", pom = "pom.xml")
    @MojoParameter(name = "moreUpdateImages", value = IMAGE)
    @MojoParameter(name = "timeout", value = "-1")
    void refusesNegativeNumbers(UpdateMojo mojo) {
        assertRefused(mojo, "tcib.threads and tcib.timeout cannot be negative");
    }

    @Test
    @InjectMojo(goal = "update", pom = "pom.xml")
    @MojoParameter(name = "moreUpdateImages", value = IMAGE)
    @MojoParameter(name = "repoDirectory", value = "no-such-folder")
    void refusesAFolderOfRepoFilesThatIsNotThere(UpdateMojo mojo) {
        assertRefused(mojo, "tcib.repoDirectory: there is no folder " + inProject("no-such-folder"));
    }

    @Test
    @InjectMojo(goal = "update", pom = "pom.xml")
    @MojoParameter(name = "moreUpdateImages", value = IMAGE)
    @MojoParameter(name = "platform", value = "arm64")
    void refusesAPlatformThatIsNone(UpdateMojo mojo) {
        String reason = "'arm64' is not a platform; write os/architecture, such as linux/amd64";
        assertRefused(mojo, "tcib.platform: " + reason);
    }

    @Test
    @InjectMojo(goal = "lock", pom = "pom.xml")
    @MojoParameter(name = "lockTimeout", value = "-1")
    void refusesANegativeTimeOfResolving(LockMojo mojo) {
        assertRefused(mojo, "tcib.lock.timeout: -1 is less than 0");
    }

    @Test
    @InjectMojo(goal = "lock-diff", pom = "pom.xml")
    void saysThatThereIsNoLockToCompare(LockDiffMojo mojo) {
        assertRefused(mojo, "There is no lock for ");
    }

    @Test
    @InjectMojo(goal = "build", pom = "pom.xml")
    @MojoParameter(name = "locked", value = "true")
    @MojoParameter(name = "engine", value = "jib")
    void refusesToBuildLockedWithoutALock(BuildMojo mojo) {
        assertRefused(mojo, "tcib.locked is true and there is no ");
    }

    @Test
    @InjectMojo(goal = "build", pom = "pom.xml")
    @MojoParameter(name = "retries", value = "-1")
    void refusesANegativeNumberOfRetries(BuildMojo mojo) {
        assertRefused(mojo, "tcib.retries is -1; it must be 0 or more");
    }

    @Test
    @InjectMojo(goal = "build", pom = "pom.xml")
    @MojoParameter(name = "timeout", value = "-1")
    void refusesANegativeTimeout(BuildMojo mojo) {
        assertRefused(mojo, "tcib.timeout is -1; it must be 0 (no limit) or more seconds");
    }

    @Test
    @InjectMojo(goal = "build", pom = "pom.xml")
    @MojoParameter(name = "layerCompression", value = "11")
    void refusesAnUnknownCompression(BuildMojo mojo) {
        assertRefused(mojo, "tcib.layerCompression: '11' is no level of gzip; use 1 to 9, or none");
    }

    @Test
    @InjectMojo(goal = "tree", pom = "pom.xml")
    @MojoParameter(name = "format", value = "dot")
    @MojoParameter(name = "outputFile", value = "pom.xml/tree.dot")
    void saysWhereADrawingCannotBeWritten(TreeMojo mojo) {
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageStartingWith("The tree cannot be written to ");
    }

    @Test
    @InjectMojo(goal = "validate", pom = "pom.xml")
    @MojoParameter(name = "sarifFile", value = "pom.xml/findings.sarif")
    void saysWhereFindingsCannotBeWritten(ValidateMojo mojo) {
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageStartingWith("The findings cannot be written to ");
    }

    private static void assertRefused(Mojo mojo, String message) {
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageStartingWith(message);
    }
}

package io.github.tcib.maven;

import static io.github.tcib.maven.ProjectFiles.inProject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.api.plugin.testing.Basedir;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.plugin.Mojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goals say when files are in their way, or what they work on is not what it should be. */
@MojoTest
@Basedir("/projects/scratch")
class FailingGoalsTest {

    /** Where goals write may be no file. */
    private static final String A_FILE = "pom.xml";

    @AfterEach
    void removeOutput() throws IOException {
        ProjectFiles.removeOutput();
    }

    @Test
    @InjectMojo(goal = "generate", pom = "pom.xml")
    @MojoParameter(name = "outputDirectory", value = A_FILE)
    void generate(GenerateMojo mojo) {
        assertFault(
                mojo,
                "The build contexts cannot be written to " + inProject("pom.xml/context") + ": "
                        + inProject("pom.xml/context") + ": Not a directory");
    }

    @Test
    @InjectMojo(goal = "convert", pom = "pom.xml")
    @MojoParameter(name = "source", value = "containerfiles")
    @MojoParameter(name = "layoutDirectory", value = "pom.xml/layout")
    void convert(ConvertMojo mojo) {
        assertFault(
                mojo,
                "The layout cannot be written to " + inProject("pom.xml/layout") + ": " + inProject("pom.xml/layout")
                        + ": Not a directory");
    }

    @Test
    @InjectMojo(goal = "lock", pom = "pom.xml")
    @MojoParameter(name = "outputDirectory", value = A_FILE)
    void lockWithoutRoomForLogins(LockMojo mojo) {
        assertFault(
                mojo, "Logins for pulling bases cannot be read or written: '" + inProject(A_FILE) + "' is in the way");
    }

    /** Nobody makes files in /proc. */
    @Test
    @InjectMojo(goal = "lock", pom = "pom.xml")
    @MojoParameter(name = "lockFile", value = "/proc/tcib.lock.yaml")
    void lock(LockMojo mojo) {
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageStartingWith("The lock cannot be written to /proc/tcib.lock.yaml: there is no '/proc/.");
    }

    @Test
    @InjectMojo(goal = "lock-diff", pom = "pom.xml")
    @MojoParameter(name = "lockFrom", value = "../../formats/tcib.lock-1.yaml")
    @MojoParameter(name = "lockFile", value = "../../formats/tcib.lock-1.yaml")
    @MojoParameter(name = "platform", value = "linux/amd64")
    @MojoParameter(name = "outputDirectory", value = A_FILE)
    void lockDiff(LockDiffMojo mojo) {
        assertFault(
                mojo,
                "The difference cannot be written to " + inProject(A_FILE) + ": '" + inProject(A_FILE)
                        + "' is in the way");
    }

    @Test
    @InjectMojo(goal = "update", pom = "pom.xml")
    @MojoParameter(name = "moreUpdateImages", value = "registry.example/ns/api:1")
    @MojoParameter(name = "outputDirectory", value = A_FILE)
    void update(UpdateMojo mojo) {
        assertFault(
                mojo,
                "tcib:update cannot read its input or write to " + inProject(A_FILE) + ": '" + inProject(A_FILE)
                        + "' is in the way");
    }

    @Test
    @InjectMojo(goal = "update", pom = "pom.xml")
    @MojoParameter(name = "moreUpdateImages", value = "registry.example/ns/api:1")
    @MojoParameter(name = "moreCaCertificates", value = "no-such-ca.pem")
    void updateWithoutACertificate(UpdateMojo mojo) {
        assertFailure(
                mojo,
                "tcib.caCertificates: a file cannot be copied to " + inProject("target/tcib/certificates")
                        + ": there is no 'no-such-ca.pem'");
    }

    @Test
    @InjectMojo(goal = "update", pom = "pom.xml")
    @MojoParameter(name = "moreUpdateImages", value = "registry.example/ns/api:1,registry.example/ns/db:1")
    @MojoParameter(name = "buildahExecutable", value = "${basedir}/target/false-buildah")
    void updateOfImagesThatCannotBePulled(UpdateMojo mojo) throws Exception {
        falseBuildah();
        assertFailure(
                mojo,
                "tcib:update failed for registry.example/ns/api:1, registry.example/ns/db:1. See "
                        + inProject("target/tcib/update-result.json") + ".");
    }

    @Test
    @InjectMojo(goal = "push", pom = "pom.xml")
    @MojoParameter(name = "resultFile", value = "target/result.json")
    @MojoParameter(name = "outputDirectory", value = A_FILE)
    void push(PushMojo mojo) throws Exception {
        write("target/result.json", "{\"images\": [], \"version\": 1}");
        assertFault(
                mojo,
                "tcib:push cannot write to " + inProject(A_FILE) + ": " + inProject("pom.xml/push/blobs")
                        + ": Not a directory");
    }

    @Test
    @InjectMojo(goal = "build", pom = "pom.xml")
    @MojoParameter(name = "base", value = "oci:/no/such/layout")
    @MojoParameter(name = "imageFilter", value = "base")
    void buildOnABaseThatIsNotThere(BuildMojo mojo) {
        assertFailure(mojo, "Failed to build base. See " + inProject("target/tcib/build-result.json") + ".");
    }

    @Test
    @InjectMojo(goal = "build", pom = "pom.xml")
    @MojoParameter(name = "output", value = "oci-archive")
    void buildIntoAnArchive(BuildMojo mojo) throws Exception {
        Path archive = write("target/tcib/images.oci-archive.tar/file", "").resolveSibling("");
        assertFault(mojo, "The images cannot be written to a file: " + archive + ": Is a directory");
    }

    @Test
    @InjectMojo(goal = "build", pom = "pom.xml")
    @MojoParameter(name = "sbom", value = "true")
    void buildWithBills(BuildMojo mojo) throws Exception {
        Path sbom = write("target/tcib/sbom", "");
        assertFault(mojo, "The bills of materials cannot be written: '" + sbom + "' is in the way");
    }

    @Test
    @InjectMojo(goal = "build", pom = "pom.xml")
    @MojoParameter(name = "platformsInstead", value = "linux/amd64,linux/arm64")
    void buildForSeveralPlatforms(BuildMojo mojo) throws Exception {
        Path result = write("target/tcib/build-result.json/file", "").resolveSibling("");
        assertFault(mojo, "What was built for several platforms cannot be joined: " + result + ": Is a directory");
    }

    @Test
    @InjectMojo(goal = "tree", pom = "pom.xml")
    void treeOfADamagedBuild(TreeMojo mojo) throws Exception {
        Path result = write("target/tcib/build-result.json", "{");
        List<String> warnings = warningsOf(mojo);
        mojo.execute();
        assertThat(warnings)
                .singleElement()
                .asString()
                .startsWith("No sizes and times: " + result + " is not JSON: Unexpected end-of-input");
    }

    @Test
    @InjectMojo(goal = "size-report", pom = "pom.xml")
    void sizesOfABuildThatFailed(SizeReportMojo mojo) throws Exception {
        write(
                "target/tcib/build-result.json",
                "{\"images\": [{\"name\": \"base\", \"status\": \"failed\"}, {\"name\": \"api\", \"status\": \"skipped\"}],"
                        + " \"version\": 1}");
        write("target/tcib/oci/oci-layout", "{}");
        List<String> warnings = warningsOf(mojo);
        assertFault(
                mojo,
                "The images cannot be measured: '" + inProject("target/tcib/oci")
                        + "' is an OCI layout of version ''; version 1 is read");
        assertThat(warnings).containsExactly("Not measured, since not built: base, api.");
    }

    @Test
    @InjectMojo(goal = "size-report", pom = "pom.xml")
    @MojoParameter(name = "buildahExecutable", value = "no-such-buildah")
    void sizesInAStoreThatCannotBeRead(SizeReportMojo mojo) throws Exception {
        write("target/tcib/build-result.json", "{\"images\": [], \"version\": 1}");
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageStartingWith("The images cannot be measured: buildah's store cannot be read: ");
    }

    @Test
    void sizesBeyondABudget(
            @InjectMojo(goal = "build", pom = "pom.xml") BuildMojo build,
            @InjectMojo(goal = "size-report", pom = "pom.xml") SizeReportMojo sizes)
            throws Exception {
        build.execute();
        assertThatThrownBy(sizes::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageStartingWith("Image sizes: ")
                .hasMessageEndingWith("\nSee " + inProject("target/tcib/size-report"));
    }

    private static void falseBuildah() throws Exception {
        Path script = write("target/false-buildah", """
                #!/bin/sh
                case "$1" in
                --version) echo 'buildah version 1.28.2' ;;
                info) echo '{"store":{"GraphRoot":"ROOT","GraphDriverName":"overlay"}}' ;;
                containers | images) echo '[]' ;;
                pull) echo 'Error: the registry is on holiday' >&2; exit 125 ;;
                esac
                """.replace(
                        "ROOT", inProject("target/root").toString()));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static List<String> warningsOf(Mojo mojo) {
        List<String> warnings = new ArrayList<>();
        mojo.setLog(new SystemStreamLog() {
            @Override
            public void warn(CharSequence content) {
                warnings.add(content.toString());
            }
        });
        return warnings;
    }

    private static Path write(String path, String text) throws Exception {
        Path file = inProject(path);
        Files.createDirectories(file.resolveSibling(""));
        return Files.writeString(file, text);
    }

    private static void assertFault(Mojo mojo, String message) {
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessage(message);
    }

    private static void assertFailure(Mojo mojo, String message) {
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessage(message);
    }
}

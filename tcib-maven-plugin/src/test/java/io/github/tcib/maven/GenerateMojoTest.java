package io.github.tcib.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.api.plugin.testing.Basedir;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoExtension;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The parameters of the goal reach the layout as the POM and the command line say. */
@MojoTest
@Basedir("/projects/small")
class GenerateMojoTest {

    @AfterEach
    void removeOutput() throws IOException {
        ProjectFiles.removeOutput();
    }

    @Test
    @InjectMojo(goal = "generate", pom = "pom.xml")
    void takesDefaultsAndThePomsSettings(GenerateMojo mojo) throws Exception {
        mojo.execute();

        assertThat(containerfile("base")).contains("FROM ubi9:latest\nUSER root\nRUN echo red round []\n");
        assertThat(containerfile("base/os")).contains("FROM localhost/ns/openstack-base:latest\n");
        assertThat(context("base/redis")).doesNotExist();
    }

    @Test
    @InjectMojo(goal = "generate", pom = "pom.xml")
    @MojoParameter(name = "moreExtras", value = "tcib_color=a=b,tcib_shape=x\\,y")
    @MojoParameter(name = "moreExcludes", value = "o*")
    @MojoParameter(name = "tag", value = "t1")
    void addsTheCommandLinesSettingsToThePoms(GenerateMojo mojo) throws Exception {
        mojo.execute();

        assertThat(containerfile("base")).contains("RUN echo a=b x,y []\n");
        assertThat(context("base/os")).doesNotExist();
    }

    @Test
    @InjectMojo(goal = "generate", pom = "pom.xml")
    @MojoParameter(name = "imageFilter", value = "os")
    void narrowsToTheImagesOfTheCommandLineAndTheirAncestors(GenerateMojo mojo) throws Exception {
        mojo.execute();

        assertThat(context("base/Containerfile")).exists();
        assertThat(context("base/os/Containerfile")).exists();
    }

    @Test
    @InjectMojo(goal = "generate", pom = "pom.xml")
    @MojoParameter(name = "skipGenerate", value = "true")
    void isLeftOutWhenToldSo(GenerateMojo mojo) throws Exception {
        mojo.execute();

        assertThat(context("base")).doesNotExist();
    }

    @Test
    @InjectMojo(goal = "generate", pom = "pom.xml")
    @MojoParameter(name = "moreExtras", value = "tcib_color")
    void refusesAnExtraWithoutValue(GenerateMojo mojo) {
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("tcib.extras: 'tcib_color' is not of the form name=value;"
                        + " write -Dtcib.extras=name=value,other=value, and '\\,' for a comma inside a value");
    }

    @Test
    @InjectMojo(goal = "generate", pom = "pom.xml")
    @MojoParameter(name = "moreRhelModules", value = "mariadb")
    void refusesARhelModuleWithoutStream(GenerateMojo mojo) {
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageStartingWith("tcib.rhelModules: 'mariadb' is not of the form name:value");
    }

    @Test
    @InjectMojo(goal = "generate", pom = "pom.xml")
    @MojoParameter(name = "platform", value = "amd64")
    void refusesAPlatformWithoutOperatingSystem(GenerateMojo mojo) {
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("tcib.platform: 'amd64' is not a platform; write os/architecture, such as linux/amd64");
    }

    @Test
    @InjectMojo(goal = "generate", pom = "pom.xml")
    @MojoParameter(name = "namespace", value = "Upper")
    void writesNothingWhenThereIsAProblem(GenerateMojo mojo) {
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageStartingWith("tcib.namespace: 'Upper' is not a valid repository path");
        assertThat(context("")).doesNotExist();
    }

    private static Path context(String path) {
        return Path.of(MojoExtension.getBasedir(), "target/tcib/context", path);
    }

    private static String containerfile(String image) throws IOException {
        return Files.readString(context(image + "/Containerfile"));
    }
}

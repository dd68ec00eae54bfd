package io.github.tcib.maven;

import static io.github.tcib.maven.ProjectFiles.inProject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.apache.maven.api.plugin.testing.Basedir;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Parameters of the goals that draw, check and convert layouts. */
@MojoTest
@Basedir("/projects/small")
class LayoutGoalsTest {

    @AfterEach
    void removeOutput() throws IOException {
        ProjectFiles.removeOutput();
    }

    @Test
    @InjectMojo(goal = "tree", pom = "pom.xml")
    @MojoParameter(name = "format", value = "Mermaid")
    void drawsToAFileOfTheFormat(TreeMojo mojo) throws Exception {
        mojo.execute();

        assertThat(inProject("target/tcib/tree.mmd")).content().startsWith("flowchart LR\n  n0([\"ubi9:latest\"])\n");
    }

    @Test
    @InjectMojo(goal = "tree", pom = "pom.xml")
    @MojoParameter(name = "format", value = "docker")
    void drawsToTheConsoleWhenTheFormatIsThatOfImages(TreeMojo mojo) throws Exception {
        mojo.execute();

        assertThat(inProject("target/tcib")).doesNotExist();
    }

    @Test
    @InjectMojo(goal = "tree", pom = "pom.xml")
    @MojoParameter(name = "format", value = "png")
    void refusesAnUnknownFormat(TreeMojo mojo) {
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("tcib.format: 'png' is not a format of trees; use console, dot, json, mermaid, svg");
    }

    @Test
    @InjectMojo(goal = "validate", pom = "pom.xml")
    void writesFindingsAndPassesWithoutErrors(ValidateMojo mojo) throws Exception {
        mojo.execute();

        assertThat(inProject("target/tcib/validate.sarif")).content().contains("\"ruleId\" : \"unpinned-base\"");
    }

    @Test
    @InjectMojo(goal = "validate", pom = "pom.xml")
    @MojoParameter(name = "moreRules", value = "unpinned-base=error")
    void failsOnErrorsAfterWritingThem(ValidateMojo mojo) {
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageStartingWith("The layout does not keep its rules: 1 error,");
        assertThat(inProject("target/tcib/validate.sarif")).exists();
    }

    @Test
    @InjectMojo(goal = "validate", pom = "pom.xml")
    @MojoParameter(name = "moreRules", value = "unpined-base=off")
    void refusesAnUnknownRule(ValidateMojo mojo) {
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("tcib.rules: there is no rule 'unpined-base'; did you mean 'unpinned-base'?");
    }

    @Test
    @InjectMojo(goal = "validate", pom = "pom.xml")
    @MojoParameter(name = "failOn", value = "fatal")
    void refusesAnUnknownSeverity(ValidateMojo mojo) {
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("tcib.validate.failOn: 'fatal' is no severity; use off, note, warning, error");
    }

    @Test
    @InjectMojo(goal = "validate", pom = "pom.xml")
    @MojoParameter(name = "namespace", value = "Upper")
    void reportsWhatCannotBeReadAsErrors(ValidateMojo mojo) {
        assertThatThrownBy(mojo::execute).isInstanceOf(MojoFailureException.class);
        assertThat(inProject("target/tcib/validate.sarif"))
                .content()
                .contains("layout-error", "tcib.namespace: 'Upper'");
    }

    @Test
    @InjectMojo(goal = "convert", pom = "pom.xml")
    @MojoParameter(name = "source", value = "no/such/folder")
    void saysThatThereIsNothingToConvert(ConvertMojo mojo) {
        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("no/such/folder: does not exist; set tcib.convert.source");
    }
}

package io.github.tcib.maven;

import io.github.tcib.file.FileFault;
import io.github.tcib.layout.LayoutException;
import io.github.tcib.layout.LayoutReader;
import io.github.tcib.lint.Finding;
import io.github.tcib.lint.Linter;
import io.github.tcib.lint.Severities;
import io.github.tcib.lint.Severity;
import io.github.tcib.model.Counted;
import io.github.tcib.model.Problem;
import io.github.tcib.sarif.SarifReport;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Checks the layout against rules without building: to the log, and as SARIF for code scanning. */
@Mojo(name = "validate", defaultPhase = LifecyclePhase.VALIDATE, threadSafe = true)
public final class ValidateMojo extends AbstractLayoutMojo {

    /** Severities of rules by their ids: {@code off}, {@code note}, {@code warning} or {@code error}. */
    @Parameter
    private Map<String, String> rules = Map.of();

    /** Further severities as {@code rule=severity} between commas. */
    @Parameter(property = "tcib.rules", defaultValue = "")
    private String moreRules = "";

    /** The mildest severity that fails the build; {@code off} for never. */
    @Parameter(property = "tcib.validate.failOn", defaultValue = "error")
    private String failOn = "";

    /** The SARIF 2.1.0 file. Default: {@code validate.sarif} in the output directory. */
    @Parameter(property = "tcib.validate.sarifFile")
    private @Nullable File sarifFile;

    /** Leaves this goal out. */
    @Parameter(property = "tcib.validate.skip", defaultValue = "false")
    private boolean skipValidate;

    @Parameter(defaultValue = "${plugin.version}", readonly = true)
    private String pluginVersion = "";

    @Override
    boolean skipsThisGoal() {
        return skipValidate;
    }

    @Override
    void run() throws MojoExecutionException, MojoFailureException {
        Severity least = Severity.of(failOn)
                .orElseThrow(() -> new MojoFailureException("tcib.validate.failOn: '" + failOn
                        + "' is no severity; use " + String.join(", ", Severity.words())));
        List<Finding> findings = findings(new Linter(severities()));
        findings.forEach(this::show);
        Path sarif = sarifFile == null ? output().resolve("validate.sarif") : sarifFile.toPath();
        try {
            new SarifReport(pluginVersion, layoutSettings().shownFrom()).write(findings, sarif);
        } catch (IOException e) {
            throw new MojoExecutionException(
                    "The findings cannot be written to " + sarif + ": " + FileFault.reasonOf(e), e);
        }
        String summary = count(findings, Severity.ERROR) + ", " + count(findings, Severity.WARNING) + ", "
                + count(findings, Severity.NOTE);
        getLog().info(summary + "; SARIF in " + sarif);
        if (least != Severity.OFF
                && findings.stream().anyMatch(finding -> finding.severity().compareTo(least) >= 0)) {
            throw new MojoFailureException("The layout does not keep its rules: " + summary
                    + "; see above, or set tcib.rules and tcib.validate.failOn");
        }
    }

    private List<Finding> findings(Linter linter) throws MojoFailureException {
        try {
            return linter.findingsIn(new LayoutReader(layoutSettings(), System.getenv()).readSources());
        } catch (LayoutException e) {
            return linter.findingsOf(e.problems());
        }
    }

    private Severities severities() throws MojoFailureException {
        List<Problem> problems = new ArrayList<>();
        Severities severities = Severities.of(
                merged(rules, SettingSyntax.map(moreRules, "tcib.rules", '=')), "tcib.rules", problems::add);
        if (!problems.isEmpty()) {
            throw new MojoFailureException(
                    problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        }
        return severities;
    }

    private void show(Finding finding) {
        switch (finding.severity()) {
            case ERROR -> getLog().error(finding.toString());
            case WARNING -> getLog().warn(finding.toString());
            case NOTE, OFF -> getLog().info(finding.toString());
        }
    }

    private static String count(List<Finding> findings, Severity severity) {
        long count = findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
        return Counted.of(count, severity.word());
    }
}

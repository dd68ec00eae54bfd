package io.github.tcib.maven;

import io.github.tcib.size.Baseline;
import io.github.tcib.size.BaselineException;
import io.github.tcib.size.BaselineFile;
import io.github.tcib.size.Budget;
import io.github.tcib.size.Budgets;
import io.github.tcib.size.BuiltImages;
import io.github.tcib.size.Glob;
import io.github.tcib.size.Measured;
import io.github.tcib.size.Profile;
import io.github.tcib.size.SizeReport;
import io.github.tcib.size.SizeSettings;
import io.github.tcib.size.TreeAnalysis;
import io.github.tcib.size.Waiver;
import io.github.tcib.size.layer.ImageStore;
import io.github.tcib.size.layer.LayerCache;
import io.github.tcib.size.layer.LayerLibrary;
import io.github.tcib.size.report.ConsoleReport;
import io.github.tcib.size.report.ReportFiles;
import io.github.tcib.size.report.ReportFormat;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProjectHelper;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.jspecify.annotations.Nullable;

/**
 * Measures the built images: where every byte of the tree is, what changed since a baseline, and whether budgets hold. All
 * reports are written before the goal fails.
 */
@Mojo(name = "size-report", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class SizeReportMojo extends AbstractLayoutMojo {

    /**
     * Where the images are: {@code build} for what tcib:build left in buildah's store or target/tcib/oci, or
     * {@code oci:DIRECTORY}, {@code oci-archive:FILE}, {@code docker-archive:FILE} for the same images elsewhere.
     */
    @Parameter(property = "tcib.sizeReport.source", defaultValue = "build")
    private String source = "";

    /** The forms that reports are written in: json, html, markdown, junit, csv, text. Default: all. */
    @Parameter
    private List<String> formats = List.of();

    /** Further forms between commas. */
    @Parameter(property = "tcib.sizeReport.formats", defaultValue = "")
    private String moreFormats = "";

    /**
     * What sizes are compared with: {@code groupId:artifactId:version} of a deployed report, where the version may be
     * {@code LATEST_RELEASE}, or a file.
     */
    @Parameter(property = "tcib.sizeReport.baseline")
    private @Nullable String baseline;

    /** What to do without the baseline: {@code warn}, {@code fail}, or {@code create} it as a file from this report. */
    @Parameter(property = "tcib.sizeReport.missingBaseline", defaultValue = "warn")
    private String missingBaseline = "";

    /** Limits. */
    @Parameter
    private List<BudgetParameter> budgets = List.of();

    /** What lets breaches pass for a time. */
    @Parameter
    private List<WaiverParameter> waivers = List.of();

    /** Kinds of nodes: {@code <profile name="compute">nova-compute, ovn-controller</profile>}. */
    @Parameter
    private @Nullable PlexusConfiguration profiles;

    /** Where what was found in layers is kept, so that no layer is read twice. */
    @Parameter(
            property = "tcib.sizeReport.cacheDirectory",
            defaultValue = "${settings.localRepository}/.cache/tcib/size",
            required = true)
    private File cacheDirectory = new File("");

    /** Attaches the JSON report to the project, with the classifier size-report, to be the baseline of later builds. */
    @Parameter(property = "tcib.sizeReport.attach", defaultValue = "true")
    private boolean attachReport;

    /** How many layers are read at once; 0 for as many as there are processors. */
    @Parameter(property = "tcib.threads", defaultValue = "0")
    private int threads;

    /** The buildah to run: a name on the PATH or a path. */
    @Parameter(property = "tcib.buildahExecutable", defaultValue = "buildah")
    private String buildahExecutable = "";

    /** Arguments that go before every command of buildah, such as {@code --root} and a directory. */
    @Parameter
    private List<String> buildahGlobalArguments = List.of();

    /** Leaves this goal out. */
    @Parameter(property = "tcib.size-report.skip", defaultValue = "false")
    private boolean skipSizeReport;

    @Parameter(defaultValue = "${repositorySystemSession}", readonly = true, required = true)
    private @Nullable RepositorySystemSession repositorySession;

    private final RepositorySystem repositories;
    private final MavenProjectHelper projectHelper;

    @Inject
    SizeReportMojo(RepositorySystem repositories, MavenProjectHelper projectHelper) {
        this.repositories = repositories;
        this.projectHelper = projectHelper;
    }

    @Override
    boolean skipsThisGoal() {
        return skipSizeReport;
    }

    @Override
    void run() throws MojoExecutionException, MojoFailureException {
        Set<ReportFormat> chosen = chosenFormats();
        List<Budget> limits = new ArrayList<>();
        for (BudgetParameter budget : budgets) {
            limits.add(budget.budget());
        }
        List<Waiver> exceptions = new ArrayList<>();
        for (WaiverParameter waiver : waivers) {
            exceptions.add(waiver.waiver());
        }
        List<Profile> nodes = nodeProfiles();
        Optional<Baseline> before = readBaseline();
        try {
            Measured measured = measure(limits);
            SizeReport report = SizeReport.of(
                    title(), measured, nodes, before, new Budgets(limits, exceptions, LocalDate.now(ZoneOffset.UTC)));
            ReportFiles files = new ReportFiles(output().resolve("size-report"));
            files.write(report, chosen);
            handOn(files);
            tell(report, files, chosen);
        } catch (IOException e) {
            throw new MojoExecutionException("The images cannot be measured: " + e.getMessage(), e);
        }
    }

    private Measured measure(List<Budget> limits) throws IOException, MojoFailureException {
        BuiltImages built = BuiltImages.read(output().resolve("build-result.json"));
        if (!built.missing().isEmpty()) {
            getLog().warn("Not measured, since not built: " + String.join(", ", built.missing()) + ".");
        }
        List<String> buildah = new ArrayList<>(List.of(buildahExecutable));
        buildah.addAll(buildahGlobalArguments);
        LayerCache cache = new LayerCache(cacheDirectory.toPath());
        Path scratch = Files.createTempDirectory("tcib-size");
        try (ImageStore store = SizeSource.parse(source, project().getBasedir().toPath())
                .open(built, output().resolve("oci"), buildah, platform(), scratch)) {
            int workers = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
            LayerLibrary library = new LayerLibrary(store, cache, scratch, workers);
            Measured measured = new TreeAnalysis(store, library, SizeSettings.of(limits)).run(built.requests());
            cache.removeUnused();
            return measured;
        } finally {
            delete(scratch);
        }
    }

    private String title() {
        return project().getGroupId() + ":" + project().getArtifactId() + ":"
                + project().getVersion();
    }

    private void handOn(ReportFiles files) throws IOException {
        Path json = files.pathOf(ReportFormat.JSON);
        if (attachReport) {
            projectHelper.attachArtifact(
                    project(), BaselineArtifact.EXTENSION, BaselineArtifact.CLASSIFIER, json.toFile());
        }
        if (baseline != null && missingBaseline.equals("create") && !BaselineArtifact.isCoordinates(baseline)) {
            Path file = baselineFile(baseline);
            if (!Files.exists(file)) {
                Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
                Files.copy(json, file, StandardCopyOption.COPY_ATTRIBUTES);
                getLog().info("The baseline " + file + " was created from this report.");
            }
        }
    }

    private void tell(SizeReport report, ReportFiles files, Set<ReportFormat> chosen) throws MojoFailureException {
        new ConsoleReport(report).lines().forEach(getLog()::info);
        if (chosen.contains(ReportFormat.HTML)) {
            getLog().info("See " + files.pathOf(ReportFormat.HTML));
        }
        if (report.isFailure()) {
            List<String> reasons = new ArrayList<>();
            report.budgets().failures().forEach(breach -> reasons.add(ConsoleReport.textOf(breach)));
            report.problems().stream()
                    .filter(problem -> problem.severity() == io.github.tcib.size.Severity.FAIL)
                    .forEach(problem -> reasons.add(problem.message()));
            throw new MojoFailureException("Image sizes: " + String.join("\n  ", reasons) + "\nSee "
                    + files.pathOf(ReportFormat.JSON).resolveSibling(""));
        }
    }

    private Set<ReportFormat> chosenFormats() throws MojoFailureException {
        List<String> words = new ArrayList<>(formats);
        words.addAll(SettingSyntax.list(moreFormats));
        Set<ReportFormat> chosen = new TreeSet<>();
        for (String word : words.isEmpty() ? ReportFormat.words() : words) {
            chosen.add(ReportFormat.of(word)
                    .orElseThrow(() -> new MojoFailureException("tcib.sizeReport.formats: '" + word
                            + "' is not a form of reports; use " + String.join(", ", ReportFormat.words()))));
        }
        // what is attached, and what the next build compares with
        chosen.add(ReportFormat.JSON);
        return chosen;
    }

    private List<Profile> nodeProfiles() throws MojoFailureException {
        List<Profile> all = new ArrayList<>();
        if (profiles != null) {
            for (PlexusConfiguration profile : profiles.getChildren()) {
                String name = profile.getAttribute("name", "");
                List<String> images = SettingSyntax.list(profile.getValue(""));
                if (name.isBlank() || images.isEmpty()) {
                    throw new MojoFailureException(
                            "a profile is written <profile name=\"compute\">nova-compute, ovn-controller</profile>");
                }
                all.add(new Profile(name, Glob.all(images)));
            }
        }
        return all;
    }

    private Optional<Baseline> readBaseline() throws MojoFailureException {
        if (!Set.of("warn", "fail", "create").contains(missingBaseline)) {
            throw new MojoFailureException("tcib.sizeReport.missingBaseline: '" + missingBaseline
                    + "' is not known; use warn, fail or create");
        }
        if (baseline == null || baseline.isBlank()) {
            return Optional.empty();
        }
        try {
            Optional<BaselineArtifact.Resolved> found = findBaseline(baseline);
            if (found.isPresent()) {
                return Optional.of(
                        BaselineFile.read(found.get().file(), found.get().coordinates()));
            }
        } catch (BaselineException e) {
            throw new MojoFailureException(e.getMessage(), e);
        }
        String message = "the baseline " + baseline + " was not found";
        switch (missingBaseline) {
            case "fail" ->
                throw new MojoFailureException(message + "; deploy a report, or set tcib.sizeReport.missingBaseline");
            case "create" -> getLog().info(message + ".");
            default -> getLog().warn(message + "; nothing is compared.");
        }
        return Optional.empty();
    }

    private Optional<BaselineArtifact.Resolved> findBaseline(String text) {
        if (BaselineArtifact.isCoordinates(text)) {
            return repositorySession == null
                    ? Optional.empty()
                    : new BaselineArtifact(
                                    repositories, repositorySession, project().getRemoteProjectRepositories())
                            .fetch(text);
        }
        Path file = baselineFile(text);
        return Files.exists(file)
                ? Optional.of(new BaselineArtifact.Resolved(String.valueOf(file.getFileName()), file))
                : Optional.empty();
    }

    private Path baselineFile(String text) {
        return project().getBasedir().toPath().resolve(text);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}

package io.github.tcib.maven;

import io.github.tcib.file.FileFault;
import io.github.tcib.model.ImageTree;
import io.github.tcib.platform.PlatformTarget;
import io.github.tcib.registry.RegistryException;
import io.github.tcib.size.Baseline;
import io.github.tcib.size.BaselineException;
import io.github.tcib.size.Budget;
import io.github.tcib.size.Budgets;
import io.github.tcib.size.BuiltImages;
import io.github.tcib.size.ImageRequest;
import io.github.tcib.size.ManifestAnalysis;
import io.github.tcib.size.Measured;
import io.github.tcib.size.Profile;
import io.github.tcib.size.SizeReport;
import io.github.tcib.size.SizeSettings;
import io.github.tcib.size.TreeAnalysis;
import io.github.tcib.size.Waiver;
import io.github.tcib.size.layer.ImageStore;
import io.github.tcib.size.layer.LayerCache;
import io.github.tcib.size.layer.LayerLibrary;
import io.github.tcib.size.remote.RegistryPlace;
import io.github.tcib.size.remote.RegistryStore;
import io.github.tcib.size.remote.RemoteBaseline;
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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProjectHelper;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.jspecify.annotations.Nullable;

/**
 * Measures the built images: where every byte of the tree is, what changed since a baseline, and whether budgets hold. All
 * reports are written before the goal fails.
 */
@Mojo(name = "size-report", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class SizeReportMojo extends AbstractRegistryMojo {

    /**
     * Where the images are: {@code build} for what tcib:build left in buildah's store or target/tcib/oci, or
     * {@code oci:DIRECTORY}, {@code oci-archive:FILE}, {@code docker-archive:FILE} for the same images elsewhere; or
     * {@code registry} for the images of the layout as they lie at their references, {@code registry:HOST/NAMESPACE:TAG},
     * {@code registry:HOST/NAMESPACE} or {@code registry:TAG} for them elsewhere. Of a registry only the manifests are
     * read, which tell packed sizes and who shares what.
     */
    @Parameter(property = "tcib.sizeReport.source", defaultValue = "build")
    private String source = "";

    /** Fetches the layers of images in a registry, those that are not known yet, so that the report is whole. */
    @Parameter(property = "tcib.sizeReport.pull", defaultValue = "false")
    private boolean pull;

    /** The forms that reports are written in: json, html, markdown, junit, csv, text. Default: all. */
    @Parameter
    private List<String> formats = List.of();

    /** Further forms between commas. */
    @Parameter(property = "tcib.sizeReport.formats", defaultValue = "")
    private String moreFormats = "";

    /**
     * What sizes are compared with: {@code groupId:artifactId:version} of a deployed report, where the version may be
     * {@code LATEST_RELEASE}; a file; or the same images in a registry: {@code registry:TAG} for another tag,
     * {@code registry:HOST/NAMESPACE:TAG} elsewhere. A registry tells packed sizes only.
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
    SizeReportMojo(RepositorySystem repositories, MavenProjectHelper projectHelper, SettingsDecrypter decrypter) {
        super(decrypter);
        this.repositories = repositories;
        this.projectHelper = projectHelper;
    }

    @Override
    boolean skipsThisGoal() {
        return skipSizeReport;
    }

    @Override
    void run() throws MojoExecutionException, MojoFailureException {
        List<String> words = new ArrayList<>(formats);
        words.addAll(SettingSyntax.list(moreFormats));
        Set<ReportFormat> chosen = SizeFormats.named(words);
        List<Budget> limits = new ArrayList<>();
        for (BudgetParameter budget : budgets) {
            limits.add(budget.budget());
        }
        List<Waiver> exceptions = new ArrayList<>();
        for (WaiverParameter waiver : waivers) {
            exceptions.add(waiver.waiver());
        }
        List<Profile> nodes = ProfileParameters.read(Optional.ofNullable(profiles));
        SizeSource from = SizeSource.parse(source, project().getBasedir().toPath());
        SizeBaseline.WhenMissing whenMissing = SizeBaseline.WhenMissing.parse(missingBaseline);
        Optional<SizeBaseline> before = baseline == null || baseline.isBlank()
                ? Optional.empty()
                : Optional.of(SizeBaseline.parse(
                        baseline, whenMissing, project().getBasedir().toPath()));
        Budgets rules = new Budgets(limits, exceptions, LocalDate.now(ZoneOffset.UTC));
        try {
            Path scratch = Files.createTempDirectory("tcib-size");
            try {
                Measuring measuring = new Measuring(from, before, nodes, limits, rules, chosen, scratch);
                measure(SizePlatforms.of(from, output().resolve("build-result.json"), targets()), measuring);
            } finally {
                delete(scratch);
            }
        } catch (RegistryException e) {
            throw new MojoFailureException("The images cannot be measured: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new MojoExecutionException("The images cannot be measured: " + FileFault.reasonOf(e), e);
        }
    }

    /** What is the same for all platforms. */
    private record Measuring(
            SizeSource from,
            Optional<SizeBaseline> before,
            List<Profile> nodes,
            List<Budget> limits,
            Budgets rules,
            Set<ReportFormat> chosen,
            Path scratch) {}

    private void measure(List<PlatformTarget> targets, Measuring measuring) throws IOException, MojoFailureException {
        List<String> failures = new ArrayList<>();
        for (PlatformTarget target : targets) {
            if (!target.alone()) {
                getLog().info("Platform " + target.platform());
            }
            Optional<SizeBaseline> before = measuring.before().map(baseline -> baseline.of(target));
            try {
                write(target, report(target, measuring, before), before, measuring.chosen());
            } catch (MojoFailureException e) {
                if (target.alone()) {
                    throw e;
                }
                failures.add(target.platform() + ": " + e.getMessage());
            }
        }
        if (!failures.isEmpty()) {
            throw new MojoFailureException(String.join("\n", failures));
        }
    }

    private SizeReport report(PlatformTarget target, Measuring measuring, Optional<SizeBaseline> before)
            throws IOException, MojoFailureException {
        SizeSource from = measuring.from();
        Path scratch = measuring.scratch();
        List<Budget> limits = measuring.limits();
        if (from.isRegistry()) {
            ImageTree tree = readTree(PlatformTarget.only(target.platform(), target.output()));
            List<ImageRequest> requests = new LayoutRequests(tree, from.registryPlace()).requests();
            Optional<Baseline> earlier =
                    before.isEmpty() ? Optional.empty() : read(target, before.get(), requests, scratch);
            RegistryStore store = registryStore(target, from.registryPlace(), "tcib.sizeReport.source", scratch);
            store.fetch(requests.stream().map(ImageRequest::reference).toList());
            Measured measured =
                    pull ? analyse(store, requests, limits, scratch) : new ManifestAnalysis(store).run(requests);
            return SizeReport.of(title(), measured, measuring.nodes(), earlier, measuring.rules());
        }
        BuiltImages built = BuiltImages.read(target.resultFile());
        if (!built.missing().isEmpty()) {
            getLog().warn("Not measured, since not built: " + String.join(", ", built.missing()) + ".");
        }
        List<ImageRequest> requests = SizePlatforms.requests(from, target, built);
        Optional<Baseline> earlier =
                before.isEmpty() ? Optional.empty() : read(target, before.get(), requests, scratch);
        List<String> buildah = new ArrayList<>(List.of(buildahExecutable));
        buildah.addAll(buildahGlobalArguments);
        try (ImageStore store = from.open(built, output().resolve("oci"), buildah, target.platform(), scratch)) {
            return SizeReport.of(
                    title(), analyse(store, requests, limits, scratch), measuring.nodes(), earlier, measuring.rules());
        }
    }

    private Measured analyse(ImageStore store, List<ImageRequest> requests, List<Budget> limits, Path scratch)
            throws IOException {
        LayerCache cache = new LayerCache(cacheDirectory.toPath(), getLog()::warn);
        int workers = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
        LayerLibrary library = new LayerLibrary(store, cache, scratch, workers);
        Measured measured = new TreeAnalysis(store, library, SizeSettings.of(limits)).run(requests);
        cache.removeUnused();
        return measured;
    }

    private void write(
            PlatformTarget target, SizeReport report, Optional<SizeBaseline> before, Set<ReportFormat> chosen)
            throws IOException, MojoFailureException {
        ReportFiles files = new ReportFiles(target.output().resolve("size-report"));
        files.write(report, chosen);
        handOn(target, files, before);
        tell(report, files, chosen);
    }

    private String title() {
        return project().getGroupId() + ":" + project().getArtifactId() + ":"
                + project().getVersion();
    }

    private void handOn(PlatformTarget target, ReportFiles files, Optional<SizeBaseline> before) throws IOException {
        Path json = files.pathOf(ReportFormat.JSON);
        if (attachReport) {
            projectHelper.attachArtifact(
                    project(), BaselineArtifact.EXTENSION, BaselineArtifact.classifier(target), json.toFile());
        }
        Optional<Path> wanted = before.flatMap(SizeBaseline::fileToCreate);
        if (wanted.isPresent()) {
            Path file = wanted.get();
            Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
            Files.copy(json, file, StandardCopyOption.COPY_ATTRIBUTES);
            getLog().info("The baseline " + file + " was created from this report.");
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

    private Optional<Baseline> read(
            PlatformTarget target, SizeBaseline before, List<ImageRequest> requests, Path scratch)
            throws MojoFailureException {
        return before.read(
                new SizeBaseline.Sources() {
                    @Override
                    public Optional<BaselineArtifact.Resolved> findArtifact(String coordinates) {
                        return new BaselineArtifact(
                                        repositories,
                                        Objects.requireNonNull(repositorySession, "Maven hands the session in"),
                                        project().getRemoteProjectRepositories(),
                                        target)
                                .fetch(coordinates);
                    }

                    @Override
                    public Baseline fetchTags(RegistryPlace place) throws BaselineException, MojoFailureException {
                        return new RemoteBaseline(
                                        registryStore(target, place, "tcib.sizeReport.baseline", scratch),
                                        place,
                                        getLog()::warn)
                                .fetch(requests);
                    }
                },
                getLog()::info,
                getLog()::warn);
    }

    private RegistryStore registryStore(PlatformTarget target, RegistryPlace place, String setting, Path scratch)
            throws MojoFailureException {
        return new RegistryStore(registries(place.registry(registry()), setting), target.platform(), scratch);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}

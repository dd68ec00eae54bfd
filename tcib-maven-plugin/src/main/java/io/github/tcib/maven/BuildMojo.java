package io.github.tcib.maven;

import io.github.tcib.build.BuildEngines;
import io.github.tcib.build.BuildFailure;
import io.github.tcib.build.BuildLog;
import io.github.tcib.build.BuildOutputs;
import io.github.tcib.build.BuildRequest;
import io.github.tcib.build.BuildResult;
import io.github.tcib.build.BuildSettings;
import io.github.tcib.build.TreeBuild;
import io.github.tcib.console.PlanText;
import io.github.tcib.console.TerminalConsole;
import io.github.tcib.file.FileFault;
import io.github.tcib.lock.LockFile;
import io.github.tcib.locked.LockedPackages;
import io.github.tcib.locked.OpenSteps;
import io.github.tcib.model.ImageDefinition;
import io.github.tcib.model.ImageName;
import io.github.tcib.model.ImageTree;
import io.github.tcib.platform.Emulation;
import io.github.tcib.platform.PlatformTarget;
import io.github.tcib.registry.RegistryException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProjectHelper;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Builds the chosen images and their ancestors, parents before children: renders the layout, then builds what is not in the
 * image store yet.
 */
@Mojo(name = "build", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
public final class BuildMojo extends AbstractEngineMojo {

    /** The packaging with this plugin's own lifecycle; such a project's artifact is {@code build-result.json}. */
    private static final String PACKAGING = "tcib";

    /** What builds the images: {@code auto}, {@code buildah} or {@code jib}. */
    @Parameter(property = "tcib.engine", defaultValue = "auto")
    private String engine = "";

    /** How many images are built at once; 0 for as many as there are processors. */
    @Parameter(property = "tcib.threads", defaultValue = "0")
    private int threads;

    /** How often an image is tried again after a failure that may pass, such as one of the network. */
    @Parameter(property = "tcib.retries", defaultValue = "3")
    private int retries;

    /** Seconds that one attempt at one image may take; 0 for no limit. */
    @Parameter(property = "tcib.timeout", defaultValue = "3600")
    private long timeout;

    /** Whether nothing new is started after the first failure. */
    @Parameter(property = "tcib.failFast", defaultValue = "false")
    private boolean failFast;

    /** Builds every image, whether or not it is in the store. */
    @Parameter(property = "tcib.force", defaultValue = "false")
    private boolean force;

    /** Prints what would be built, and why, and builds nothing. */
    @Parameter(property = "tcib.plan", defaultValue = "false")
    private boolean plan;

    /**
     * How the images are handed on: {@code oci} (the embedded engine's as an OCI layout in target/tcib/oci, buildah's in its
     * store), or all of them in one file as {@code oci-archive} or {@code docker-archive}.
     */
    @Parameter(property = "tcib.output", defaultValue = "oci")
    private String output = "";

    /** Attaches the archive of {@code tcib.output} to the project as an artifact. */
    @Parameter(property = "tcib.attach", defaultValue = "false")
    private boolean attach;

    /**
     * Whether RUN steps get the packages of the lock and no others: {@code auto} (if there is a lock), {@code true} or
     * {@code false}.
     */
    @Parameter(property = "tcib.locked", defaultValue = "auto")
    private String locked = "";

    /** The lock, as the goal lock writes it. */
    @Parameter(property = "tcib.lockFile", defaultValue = "${project.basedir}/" + LockFile.NAME)
    private File lockFile = new File("");

    /** Whether the packages of each image are compared with the lock; one that differs fails. */
    @Parameter(property = "tcib.lock.verify", defaultValue = "true")
    private boolean lockVerify;

    /** Where locked RPMs are kept; may be removed at any time no build runs. */
    @Parameter(property = "tcib.cacheDirectory", defaultValue = "${settings.localRepository}/.cache/tcib/packages")
    private File cacheDirectory = new File("");

    /**
     * Whether RUN for another architecture is refused before anything is built when this machine has no emulator for it. Not
     * wanted when the buildah that is called runs its steps on another machine.
     */
    @Parameter(property = "tcib.checkEmulation", defaultValue = "true")
    private boolean checkEmulation;

    /**
     * Whether bills of materials are written and attached: CycloneDX 1.6, one of each image and one of all, of what the images' RPM
     * databases say.
     */
    @Parameter(property = "tcib.sbom", defaultValue = "false")
    private boolean sbom;

    /** Leaves this goal out. */
    @Parameter(property = "tcib.build.skip", defaultValue = "false")
    private boolean skipBuild;

    /** The time that goes into images: a date and time of ISO 8601, or seconds since 1970. */
    @Parameter(defaultValue = "${project.build.outputTimestamp}")
    private @Nullable String outputTimestamp;

    @Parameter(defaultValue = "${plugin.version}", readonly = true)
    private String pluginVersion = "";

    private final MavenProjectHelper projectHelper;

    @Inject
    BuildMojo(MavenProjectHelper projectHelper, SettingsDecrypter decrypter) {
        super(decrypter);
        this.projectHelper = projectHelper;
    }

    @Override
    boolean skipsThisGoal() {
        return skipBuild;
    }

    @Override
    void run() throws MojoExecutionException, MojoFailureException {
        EngineChoice choice = EngineChoice.named(engine);
        engineSettings(
                Optional.empty(), host -> Optional.empty()); // refuses what means nothing before anything is read
        ImageOutput.Kind kind = ImageOutput.Kind.named(output);
        LockChoice.named(locked);
        BuildSettings settings = buildSettings();
        List<PlatformTarget> targets = targets();
        if (targets.size() > 1 && kind == ImageOutput.Kind.DOCKER_ARCHIVE) {
            throw new MojoFailureException(
                    "tcib.output: a docker-archive has room for one platform; use oci-archive, or"
                            + " build for one of tcib.platforms at a time");
        }
        Map<PlatformTarget, ImageTree> trees = new LinkedHashMap<>();
        for (PlatformTarget target : targets) {
            trees.put(target, readTree(target));
        }
        if (checkEmulation && !plan) {
            for (Map.Entry<PlatformTarget, ImageTree> tree : trees.entrySet()) {
                Set<ImageName> wanted = wanted(tree.getValue());
                new ForeignRunCheck(choice.embeddedOf(tree.getValue().graph(), wanted), Emulation.ofThisMachine())
                        .check(tree.getValue(), wanted, tree.getKey().platform());
            }
        }
        for (Map.Entry<PlatformTarget, ImageTree> tree : trees.entrySet()) {
            writeContexts(tree.getKey(), tree.getValue());
        }
        if (targets.size() > 1) {
            PlatformBuilds builds = new PlatformBuilds(
                    (target, tree) -> build(choice, kind, settings, target, tree), output(), settings, getLog());
            builds.run(trees, imageOutput(kind)).ifPresent(archive -> handOn(kind, archive));
        } else {
            for (Map.Entry<PlatformTarget, ImageTree> tree : trees.entrySet()) {
                Optional<BuildResult> result = build(choice, kind, settings, tree.getKey(), tree.getValue());
                if (result.isPresent() && !result.get().isComplete()) {
                    throw new MojoFailureException(
                            PlatformBuilds.wordingOf(result.get(), tree.getKey().resultFile()));
                }
            }
        }
        if (!plan && project().getPackaging().equals(PACKAGING)) {
            project()
                    .getArtifact()
                    .setFile(output().resolve("build-result.json").toFile());
        }
    }

    /** Builds for one platform; nothing when only the plan was asked for. */
    private Optional<BuildResult> build(
            EngineChoice choice, ImageOutput.Kind kind, BuildSettings settings, PlatformTarget target, ImageTree tree)
            throws MojoExecutionException, MojoFailureException {
        BuildLog log = BuildConsole.open(session(), getLog());
        try (BaseLogins logins = BaseLogins.open(tree.graph(), registries().credentials(), target.output())) {
            EngineChoice.Settings engineSettings =
                    engineSettings(target.platform(), logins.authFile(), logins::loginFor);
            BuildRequest request = request(target, tree, settings);
            Optional<LockedPackages> packages = LockChoice.named(locked)
                    .read(lockFile.toPath(), target.platform().machine(), tree, request, lockSettings());
            BuildEngines engines = choice.open(tree.graph(), request.images(), engineSettings, packages, log::warning);
            TreeBuild build = new TreeBuild(request, engines, log);
            if (plan) {
                PlanText.full(build.plan()).forEach(getLog()::info);
                return Optional.empty();
            }
            BuildResult result = build.run();
            if (packages.isPresent()) {
                showOpenSteps(request);
            }
            if (result.isComplete()) {
                if (sbom) {
                    new SbomOutput(project(), projectHelper, pluginVersion, getLog())
                            .write(target, request.project(), packages, result, engines);
                }
                ImageOutput images = new ImageOutput(kind, engineSettings, output());
                if (target.alone()) {
                    writeOutput(images, request, engines, log);
                } else {
                    images.gather(request.imagesInOrder(), engines, log::warning);
                }
            }
            return Optional.of(result);
        } catch (BuildFailure e) {
            throw new MojoExecutionException(e.getMessage(), e);
        } catch (RegistryException e) {
            throw new MojoFailureException(e.getMessage(), e);
        } catch (IOException e) {
            throw new MojoExecutionException(
                    "Logins for pulling bases cannot be read or written: " + FileFault.reasonOf(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("The build was interrupted; run it again to go on from what is built.", e);
        } finally {
            if (log instanceof TerminalConsole terminal) {
                terminal.close();
            }
        }
    }

    private void showOpenSteps(BuildRequest request) {
        List<String> open = OpenSteps.of(request.imagesInOrder());
        if (!open.isEmpty()) {
            getLog().info("not locked, taken from the network by RUN steps:");
            open.forEach(line -> getLog().info("  " + line));
        }
    }

    private LockedPackages.Settings lockSettings() {
        return new LockedPackages.Settings(
                cacheDirectory.toPath().toAbsolutePath().normalize(),
                session().isOffline(),
                lockVerify,
                registries().proxies().selector(),
                getLog()::info,
                getLog()::warn);
    }

    private ImageOutput imageOutput(ImageOutput.Kind kind) throws MojoFailureException {
        return new ImageOutput(kind, engineSettings(Optional.empty(), host -> Optional.empty()), output());
    }

    private void writeOutput(ImageOutput images, BuildRequest request, BuildEngines engines, BuildLog log)
            throws BuildFailure, InterruptedException, MojoExecutionException {
        try {
            Optional<Path> archive = images.write(request.imagesInOrder(), engines, log::warning);
            archive.ifPresent(file -> handOn(images.kind(), file));
        } catch (IOException e) {
            throw new MojoExecutionException("The images cannot be written to a file: " + FileFault.reasonOf(e), e);
        }
    }

    private void handOn(ImageOutput.Kind kind, Path archive) {
        getLog().info("Images written to " + archive + ".");
        if (attach) {
            projectHelper.attachArtifact(project(), "tar", kind.word(), archive.toFile());
        }
    }

    private static Set<ImageName> wanted(ImageTree tree) {
        Set<ImageName> wanted = tree.graph().images().stream()
                .map(ImageDefinition::name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        wanted.removeAll(tree.leftOut().keySet());
        return wanted;
    }

    private BuildRequest request(PlatformTarget target, ImageTree tree, BuildSettings settings)
            throws MojoFailureException {
        SortedMap<ImageName, String> excluded = new TreeMap<>(tree.excluded());
        excluded.putAll(tree.leftOut());
        return new BuildRequest(
                tree.graph(),
                wanted(tree),
                excluded,
                target.contextRoot(),
                settings,
                new BuildOutputs(target.logs(), target.resultFile()),
                ProjectFactsReader.read(project(), Optional.ofNullable(outputTimestamp)));
    }

    private BuildSettings buildSettings() throws MojoFailureException {
        try {
            return new BuildSettings(
                    threads == 0 ? Runtime.getRuntime().availableProcessors() : threads,
                    retries,
                    Duration.ofSeconds(timeout),
                    failFast,
                    force);
        } catch (IllegalArgumentException e) {
            throw new MojoFailureException(e.getMessage(), e);
        }
    }
}

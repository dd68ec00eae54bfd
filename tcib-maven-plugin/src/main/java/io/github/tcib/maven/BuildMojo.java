package io.github.tcib.maven;

import io.github.tcib.build.BuildEngines;
import io.github.tcib.build.BuildFailure;
import io.github.tcib.build.BuildLog;
import io.github.tcib.build.BuildOutputs;
import io.github.tcib.build.BuildRequest;
import io.github.tcib.build.BuildResult;
import io.github.tcib.build.BuildSettings;
import io.github.tcib.build.ImageResult;
import io.github.tcib.build.ImageStatus;
import io.github.tcib.build.TreeBuild;
import io.github.tcib.console.PlainConsole;
import io.github.tcib.console.PlanText;
import io.github.tcib.console.Sink;
import io.github.tcib.console.TerminalConsole;
import io.github.tcib.lock.LockFile;
import io.github.tcib.locked.LockedPackages;
import io.github.tcib.locked.OpenSteps;
import io.github.tcib.model.ImageDefinition;
import io.github.tcib.model.ImageName;
import io.github.tcib.model.ImageTree;
import io.github.tcib.registry.RegistryException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
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

    /** Leaves this goal out. */
    @Parameter(property = "tcib.build.skip", defaultValue = "false")
    private boolean skipBuild;

    /** The time that goes into images: a date and time of ISO 8601, or seconds since 1970. */
    @Parameter(defaultValue = "${project.build.outputTimestamp}")
    private @Nullable String outputTimestamp;

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
        LockChoice lock = LockChoice.named(locked);
        BuildSettings settings = buildSettings();
        ImageTree tree = readTree();
        writeContexts(tree);
        BuildLog log = console();
        try (BaseLogins logins = BaseLogins.open(tree.graph(), registries().credentials(), output())) {
            EngineChoice.Settings engineSettings = engineSettings(logins.authFile(), logins::loginFor);
            BuildRequest request = request(tree, settings);
            Optional<LockedPackages> packages =
                    lock.read(lockFile.toPath(), platform().machine(), tree, request, lockSettings());
            BuildEngines engines = choice.open(tree.graph(), request.images(), engineSettings, packages, log::warning);
            TreeBuild build = new TreeBuild(request, engines, log);
            if (plan) {
                PlanText.full(build.plan()).forEach(getLog()::info);
                return;
            }
            BuildResult result = build.run();
            if (packages.isPresent()) {
                showOpenSteps(request);
            }
            failUnlessComplete(result);
            if (project().getPackaging().equals(PACKAGING)) {
                project().getArtifact().setFile(resultFile().toFile());
            }
            writeOutput(new ImageOutput(kind, engineSettings, output()), request, engines, log);
        } catch (BuildFailure e) {
            throw new MojoExecutionException(e.getMessage(), e);
        } catch (RegistryException e) {
            throw new MojoFailureException(e.getMessage(), e);
        } catch (IOException e) {
            throw new MojoExecutionException(
                    "Logins for pulling bases cannot be read or written: " + e.getMessage(), e);
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
                getLog()::info);
    }

    private void writeOutput(ImageOutput images, BuildRequest request, BuildEngines engines, BuildLog log)
            throws BuildFailure, InterruptedException, MojoExecutionException {
        try {
            Optional<Path> archive = images.write(request.imagesInOrder(), engines, log::warning);
            archive.ifPresent(file -> getLog().info("Images written to " + file + "."));
            if (attach && archive.isPresent()) {
                projectHelper.attachArtifact(
                        project(), "tar", images.kind().word(), archive.get().toFile());
            }
        } catch (IOException e) {
            throw new MojoExecutionException("The images cannot be written to a file: " + e.getMessage(), e);
        }
    }

    private BuildRequest request(ImageTree tree, BuildSettings settings) throws MojoFailureException {
        Set<ImageName> wanted = tree.graph().images().stream()
                .map(ImageDefinition::name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        wanted.removeAll(tree.leftOut().keySet());
        SortedMap<ImageName, String> excluded = new TreeMap<>(tree.excluded());
        excluded.putAll(tree.leftOut());
        return new BuildRequest(
                tree.graph(),
                wanted,
                excluded,
                contextRoot(),
                settings,
                new BuildOutputs(output().resolve("logs"), resultFile()),
                ProjectFactsReader.read(project(), Optional.ofNullable(outputTimestamp)));
    }

    private void failUnlessComplete(BuildResult result) throws MojoFailureException {
        if (result.isComplete()) {
            return;
        }
        if (result.interrupted()) {
            throw new MojoFailureException("The build was interrupted; run it again to go on from what is built.");
        }
        List<ImageResult> failed = result.withStatus(ImageStatus.FAILED);
        int skipped = result.withStatus(ImageStatus.SKIPPED).size();
        throw new MojoFailureException("Failed to build "
                + failed.stream().map(image -> image.image().value()).collect(Collectors.joining(", "))
                + (skipped == 0 ? "" : "; " + skipped + " built on them skipped")
                + ". See " + resultFile() + ".");
    }

    private Path resultFile() {
        return output().resolve("build-result.json");
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

    private BuildLog console() {
        Sink lines = new MavenSink(getLog());
        boolean suitable = session().getRequest().isInteractiveMode()
                && TerminalConsole.isSuitable(
                        isTerminal(), session().getRequest().getDegreeOfConcurrency(), System.getenv());
        return suitable ? new TerminalConsole(System.out, lines) : new PlainConsole(lines);
    }

    /** Whether standard output is a terminal; where /proc does not tell, it is taken for none. */
    private static boolean isTerminal() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}

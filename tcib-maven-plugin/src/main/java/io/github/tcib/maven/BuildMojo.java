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
import io.github.tcib.build.buildah.BuildahSettings;
import io.github.tcib.build.jib.JibSettings;
import io.github.tcib.console.PlainConsole;
import io.github.tcib.console.PlanText;
import io.github.tcib.console.Sink;
import io.github.tcib.console.TerminalConsole;
import io.github.tcib.model.ImageDefinition;
import io.github.tcib.model.ImageName;
import io.github.tcib.model.ImageTree;
import io.github.tcib.oci.ImageFormat;
import io.github.tcib.oci.LayerPacking;
import io.github.tcib.registry.RegistryAccess;
import io.github.tcib.registry.RegistryException;
import io.github.tcib.registry.RegistryLogin;
import io.github.tcib.registry.ServerCredentials;
import io.github.tcib.registry.TrustSettings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProjectHelper;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Builds the chosen images and their ancestors, parents before children: renders the layout, then builds what is not in the
 * image store yet.
 */
@Mojo(name = "build", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
public final class BuildMojo extends AbstractLayoutMojo {

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

    /** Mounts for RUN steps as {@code source:destination[:options]}. */
    @Parameter
    private List<String> volumes = List.of();

    /** Further volumes between commas; {@code \,} is a comma. */
    @Parameter(property = "tcib.volumes", defaultValue = "")
    private String moreVolumes = "";

    /** A directory of {@code .repo} files, mounted at /etc/distro.repos.d for RUN steps. */
    @Parameter(property = "tcib.repoDirectory")
    private @Nullable File repoDirectory;

    /** The network of RUN steps: {@code host}, {@code none}, or what else buildah knows. */
    @Parameter(property = "tcib.network", defaultValue = "host")
    private String network = "";

    /**
     * Format of manifest and config: {@code docker} or {@code oci}, which has no HEALTHCHECK, ONBUILD and SHELL. Default: docker
     * for buildah, as the reference has it, and oci for the embedded engine.
     */
    @Parameter(property = "tcib.format")
    private @Nullable String format;

    /** Level of gzip for layers that the embedded engine writes, 1 to 9, or {@code none}. */
    @Parameter(property = "tcib.layerCompression", defaultValue = "6")
    private String layerCompression = "";

    /**
     * How the images are handed on: {@code oci} (the embedded engine's as an OCI layout in target/tcib/oci, buildah's in its
     * store), or all of them in one file as {@code oci-archive} or {@code docker-archive}.
     */
    @Parameter(property = "tcib.output", defaultValue = "oci")
    private String output = "";

    /** Attaches the archive of {@code tcib.output} to the project as an artifact. */
    @Parameter(property = "tcib.attach", defaultValue = "false")
    private boolean attach;

    /** The buildah to run: a name on the PATH or a path. */
    @Parameter(property = "tcib.buildahExecutable", defaultValue = "buildah")
    private String buildahExecutable = "";

    /** Arguments for {@code buildah bud}, such as {@code --runtime} and {@code runc}. */
    @Parameter
    private List<String> buildahArguments = List.of();

    /** Further arguments for {@code buildah bud} between commas. */
    @Parameter(property = "tcib.buildahArguments", defaultValue = "")
    private String moreBuildahArguments = "";

    /** Arguments that go before every command of buildah, such as {@code --root} and a directory. */
    @Parameter
    private List<String> buildahGlobalArguments = List.of();

    /** Further such arguments between commas. */
    @Parameter(property = "tcib.buildahGlobalArguments", defaultValue = "")
    private String moreBuildahGlobalArguments = "";

    /** Id of the server in settings.xml with the login for {@code tcib.registry}, should bases lie there. */
    @Parameter(property = "tcib.server")
    private @Nullable String server;

    /** Credentials for pulling bases, in the format of podman; asked after settings.xml. */
    @Parameter(property = "tcib.authFile")
    private @Nullable File authFile;

    /** Hosts, with port if they need one, whose certificates are not checked and that may speak plain HTTP. */
    @Parameter
    private List<String> insecureRegistries = List.of();

    /** Further insecure registries between commas. */
    @Parameter(property = "tcib.insecureRegistries", defaultValue = "")
    private String moreInsecureRegistries = "";

    /** Leaves this goal out. */
    @Parameter(property = "tcib.build.skip", defaultValue = "false")
    private boolean skipBuild;

    /** The time that goes into images: a date and time of ISO 8601, or seconds since 1970. */
    @Parameter(defaultValue = "${project.build.outputTimestamp}")
    private @Nullable String outputTimestamp;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private @Nullable MavenSession session;

    private final MavenProjectHelper projectHelper;
    private final SettingsDecrypter decrypter;

    @Inject
    BuildMojo(MavenProjectHelper projectHelper, SettingsDecrypter decrypter) {
        this.projectHelper = projectHelper;
        this.decrypter = decrypter;
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
        BuildSettings settings = buildSettings();
        ImageTree tree = readTree();
        writeContexts(tree);
        BuildLog log = console();
        try (BaseLogins logins = BaseLogins.open(tree.graph(), registries().credentials(), output())) {
            EngineChoice.Settings engineSettings = engineSettings(logins.authFile(), logins::loginFor);
            BuildRequest request = request(tree, settings);
            BuildEngines engines = choice.open(tree.graph(), request.images(), engineSettings, log::warning);
            TreeBuild build = new TreeBuild(request, engines, log);
            if (plan) {
                PlanText.full(build.plan()).forEach(getLog()::info);
                return;
            }
            failUnlessComplete(build.run());
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

    private RegistryEnvironment registries() {
        MavenSession maven = Objects.requireNonNull(session, "Maven hands the session in");
        return RegistryEnvironment.of(
                maven.getSettings() == null ? new Settings() : maven.getSettings(),
                decrypter,
                Optional.ofNullable(server).map(id -> new ServerCredentials.Choice(registry(), id)),
                Optional.ofNullable(authFile).map(File::toPath),
                new TrustSettings(List.of(), insecure()));
    }

    private Set<String> insecure() {
        return Set.copyOf(joined(insecureRegistries, moreInsecureRegistries));
    }

    private EngineChoice.Settings engineSettings(
            Optional<Path> loginFile, Function<String, Optional<RegistryLogin>> logins) throws MojoFailureException {
        Set<String> insecure = insecure();
        return new EngineChoice.Settings(
                buildahSettings(insecure, loginFile),
                new JibSettings(
                        platform(),
                        formatOr("oci").equals("docker") ? ImageFormat.DOCKER : ImageFormat.OCI,
                        layerPacking()),
                output().resolve("oci"),
                new RegistryAccess(logins, insecure));
    }

    private BuildahSettings buildahSettings(Set<String> insecure, Optional<Path> loginFile)
            throws MojoFailureException {
        return new BuildahSettings(
                new BuildahSettings.Program(
                        buildahExecutable,
                        joined(buildahGlobalArguments, moreBuildahGlobalArguments),
                        joined(buildahArguments, moreBuildahArguments)),
                new BuildahSettings.Steps(
                        joined(volumes, moreVolumes),
                        Optional.ofNullable(repoDirectory).map(File::toPath),
                        network,
                        release()),
                new BuildahSettings.Registries(
                        loginFile.or(() -> Optional.ofNullable(authFile).map(File::toPath)), insecure),
                formatOr("docker").equals("docker")
                        ? BuildahSettings.ImageFormat.DOCKER
                        : BuildahSettings.ImageFormat.OCI,
                explicitPlatform());
    }

    private String formatOr(String otherwise) throws MojoFailureException {
        String chosen = format == null ? otherwise : format.toLowerCase(Locale.ROOT);
        if (!chosen.equals("oci") && !chosen.equals("docker")) {
            throw new MojoFailureException("tcib.format: '" + format + "' is not a format; use docker or oci");
        }
        return chosen;
    }

    private LayerPacking layerPacking() throws MojoFailureException {
        if (layerCompression.equals("none")) {
            return LayerPacking.uncompressed();
        }
        if (!layerCompression.matches("[1-9]")) {
            throw new MojoFailureException(
                    "tcib.layerCompression: '" + layerCompression + "' is no level of gzip; use 1 to 9, or none");
        }
        return LayerPacking.gzip(Integer.parseInt(layerCompression));
    }

    private BuildLog console() {
        Sink lines = new MavenSink(getLog());
        boolean suitable = session != null
                && session.getRequest().isInteractiveMode()
                && TerminalConsole.isSuitable(
                        isTerminal(), session.getRequest().getDegreeOfConcurrency(), System.getenv());
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

    private static List<String> joined(List<String> pom, String commandLine) {
        List<String> all = new ArrayList<>(pom);
        all.addAll(SettingSyntax.list(commandLine));
        return all;
    }
}

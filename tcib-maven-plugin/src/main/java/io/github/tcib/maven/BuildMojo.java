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
import io.github.tcib.build.buildah.BuildahEngine;
import io.github.tcib.build.buildah.BuildahSettings;
import io.github.tcib.console.PlainConsole;
import io.github.tcib.console.PlanText;
import io.github.tcib.console.Sink;
import io.github.tcib.console.TerminalConsole;
import io.github.tcib.model.ImageDefinition;
import io.github.tcib.model.ImageName;
import io.github.tcib.model.ImageTree;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
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

    /** Format of manifest and config: {@code docker} or {@code oci}, which has no HEALTHCHECK, ONBUILD and SHELL. */
    @Parameter(property = "tcib.format", defaultValue = "docker")
    private String format = "";

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

    /** Credentials for pulling bases, in the format of podman. */
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

    @Override
    boolean skipsThisGoal() {
        return skipBuild;
    }

    @Override
    void run() throws MojoExecutionException, MojoFailureException {
        if (!List.of("auto", "buildah").contains(engine)) {
            throw new MojoFailureException("tcib.engine: '" + engine + "' is not an engine; use auto or buildah");
        }
        BuildahSettings buildahSettings = buildahSettings();
        BuildSettings settings = buildSettings();
        ImageTree tree = readTree();
        writeContexts(tree);
        BuildLog log = console();
        try {
            BuildEngines engines = BuildEngines.only(BuildahEngine.open(buildahSettings, log::warning));
            TreeBuild build = new TreeBuild(request(tree, settings), engines, log);
            if (plan) {
                PlanText.full(build.plan()).forEach(getLog()::info);
            } else {
                failUnlessComplete(build.run());
            }
        } catch (BuildFailure e) {
            throw new MojoExecutionException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("The build was interrupted; run it again to go on from what is built.", e);
        } finally {
            if (log instanceof TerminalConsole terminal) {
                terminal.close();
            }
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

    private BuildahSettings buildahSettings() throws MojoFailureException {
        return new BuildahSettings(
                new BuildahSettings.Program(
                        buildahExecutable, buildahGlobalArguments, joined(buildahArguments, moreBuildahArguments)),
                new BuildahSettings.Steps(
                        joined(volumes, moreVolumes),
                        Optional.ofNullable(repoDirectory).map(File::toPath),
                        network,
                        release()),
                new BuildahSettings.Registries(
                        Optional.ofNullable(authFile).map(File::toPath),
                        Set.copyOf(joined(insecureRegistries, moreInsecureRegistries))),
                imageFormat(),
                explicitPlatform());
    }

    private BuildahSettings.ImageFormat imageFormat() throws MojoFailureException {
        return switch (format.toLowerCase(Locale.ROOT)) {
            case "oci" -> BuildahSettings.ImageFormat.OCI;
            case "docker" -> BuildahSettings.ImageFormat.DOCKER;
            default ->
                throw new MojoFailureException("tcib.format: '" + format + "' is not a format; use docker or oci");
        };
    }

    private BuildLog console() {
        Sink lines = new MavenSink(getLog());
        boolean suitable = session != null
                && session.getSettings().isInteractiveMode()
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

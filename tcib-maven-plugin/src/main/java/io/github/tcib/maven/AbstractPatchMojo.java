package io.github.tcib.maven;

import io.github.tcib.build.BuildFailure;
import io.github.tcib.build.buildah.BuildahSettings;
import io.github.tcib.build.buildah.WorkingContainers;
import io.github.tcib.console.PatchConsole;
import io.github.tcib.file.FileFault;
import io.github.tcib.oci.OciException;
import io.github.tcib.oci.Platform;
import io.github.tcib.patch.Patch;
import io.github.tcib.patch.PatchException;
import io.github.tcib.patch.PatchLog;
import io.github.tcib.patch.PatchRequest;
import io.github.tcib.patch.PatchResult;
import io.github.tcib.patch.PatchRun;
import io.github.tcib.patch.PatchStatus;
import io.github.tcib.patch.PatchTarget;
import io.github.tcib.registry.RegistryException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** What goals share that make new images of images: how buildah is called, with whose logins images are pulled. */
abstract class AbstractPatchMojo extends AbstractImageMojo {

    /** A folder of {@code .repo} files that take the place of the image's own. */
    @Parameter(property = "tcib.repoDirectory")
    private @Nullable File repoDirectory;

    /** Mounts for dnf as {@code source:destination[:options]}, for repositories and keys on this machine. */
    @Parameter
    private List<String> volumes = List.of();

    /** Further volumes between commas; {@code \,} is a comma. */
    @Parameter(property = "tcib.volumes", defaultValue = "")
    private String moreVolumes = "";

    /** The network of dnf when it reads repositories: {@code host}, {@code none}, or what else buildah knows. */
    @Parameter(property = "tcib.network", defaultValue = "host")
    private String network = "";

    /** Arguments as for {@code buildah bud}, such as {@code --runtime} and {@code runc}; those for other things are left out. */
    @Parameter
    private List<String> buildahArguments = List.of();

    /** Further such arguments between commas. */
    @Parameter(property = "tcib.buildahArguments", defaultValue = "")
    private String moreBuildahArguments = "";

    /** Arguments that go before every command of buildah, such as {@code --root} and a directory. */
    @Parameter
    private List<String> buildahGlobalArguments = List.of();

    /** Further such arguments between commas. */
    @Parameter(property = "tcib.buildahGlobalArguments", defaultValue = "")
    private String moreBuildahGlobalArguments = "";

    /** Registry that {@code tcib.server} is the login for. */
    @Parameter(property = "tcib.registry", defaultValue = "localhost")
    private String registry = "";

    /** Platform of images that are pulled, as {@code os/architecture}; default: that of this machine. */
    @Parameter(property = "tcib.platform")
    private @Nullable String platform;

    /** How many images are worked on at once; 0 for as many as there are processors. */
    @Parameter(property = "tcib.threads", defaultValue = "0")
    private int threads;

    /** Seconds that dnf may take in an image; 0 for no limit. */
    @Parameter(property = "tcib.timeout", defaultValue = "3600")
    private long timeout;

    AbstractPatchMojo(SettingsDecrypter decrypter) {
        super(decrypter);
    }

    /** The goal's name. */
    abstract String goal();

    /** Whether this goal alone was told to be left out. */
    abstract boolean skipsThisGoal();

    /** The images to be patched. */
    abstract List<String> images();

    /** What is appended to their tags. */
    abstract String suffix();

    /** What is to be done to them. */
    abstract Patch patch() throws PatchException, IOException, MojoFailureException;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        if (skipsAllGoals() || skipsThisGoal()) {
            getLog().info("Skipped.");
            return;
        }
        if (images().isEmpty()) {
            throw new MojoFailureException("tcib." + goal() + ".images: name the images, as -Dtcib." + goal()
                    + ".images=registry/namespace/name:tag,…");
        }
        try {
            finish(run(request()));
        } catch (PatchException | RegistryException e) {
            throw new MojoFailureException(String.valueOf(e.getMessage()), e);
        } catch (BuildFailure e) {
            throw new MojoExecutionException(e.getMessage(), e);
        } catch (IOException e) {
            throw new MojoExecutionException(
                    "tcib:" + goal() + " cannot read its input or write to " + output() + ": " + FileFault.reasonOf(e),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("tcib:" + goal() + " was interrupted; no image was changed half.", e);
        }
    }

    private PatchRequest request() throws PatchException, IOException, MojoFailureException {
        if (threads < 0 || timeout < 0) {
            throw new MojoFailureException("tcib.threads and tcib.timeout cannot be negative");
        }
        return new PatchRequest(
                patch(),
                PatchTarget.of(images(), suffix()),
                new PatchRequest.Surroundings(repoFiles(), joined(volumes, moreVolumes), network),
                threads == 0 ? Runtime.getRuntime().availableProcessors() : threads,
                Duration.ofSeconds(timeout),
                output());
    }

    private PatchResult run(PatchRequest request)
            throws BuildFailure, RegistryException, IOException, InterruptedException, MojoFailureException {
        PatchLog log = new PatchConsole(new MavenSink(getLog()));
        RegistryEnvironment registries = environment(registry);
        try (BaseLogins logins = BaseLogins.open(images(), registries.credentials(), output())) {
            BuildahSettings settings = new BuildahSettings(
                    new BuildahSettings.Program(
                            buildahExecutable(),
                            joined(buildahGlobalArguments, moreBuildahGlobalArguments),
                            joined(buildahArguments, moreBuildahArguments)),
                    new BuildahSettings.Steps(List.of(), Optional.empty(), network, ""),
                    new BuildahSettings.Registries(
                            logins.authFile().or(this::authFile),
                            Set.copyOf(trust().insecureRegistries()),
                            RegistryEnvironment.writeCertificates(trust(), output())),
                    BuildahSettings.ImageFormat.DOCKER,
                    explicitPlatform(),
                    true);
            return new PatchRun(request, WorkingContainers.open(settings, log::warning), log).run();
        }
    }

    private void finish(PatchResult result) throws MojoFailureException {
        if (!result.refusal().isEmpty()) {
            throw new MojoFailureException("tcib:" + result.goal() + " was refused, and no image was made:\n  "
                    + String.join("\n  ", result.refusal()));
        }
        if (!result.isComplete()) {
            throw new MojoFailureException("tcib:" + result.goal() + " failed for "
                    + result.withStatus(PatchStatus.FAILED).stream()
                            .map(image -> image.target().reference())
                            .collect(Collectors.joining(", "))
                    + ". See " + output().resolve(result.goal() + "-result.json") + ".");
        }
    }

    /** The folder of {@code .repo} files, which has to have one. */
    private Optional<Path> repoFiles() throws PatchException, IOException {
        if (repoDirectory == null) {
            return Optional.empty();
        }
        Path folder = repoDirectory.toPath();
        if (!Files.isDirectory(folder)) {
            throw new PatchException("tcib.repoDirectory: there is no folder " + folder);
        }
        try (Stream<Path> files = Files.list(folder)) {
            if (files.noneMatch(file -> file.toString().endsWith(".repo"))) {
                throw new PatchException("tcib.repoDirectory: there is no *.repo in " + folder);
            }
        }
        return Optional.of(folder);
    }

    private Optional<String> explicitPlatform() throws MojoFailureException {
        if (platform == null) {
            return Optional.empty();
        }
        try {
            Platform parsed = Platform.parse(platform);
            return Optional.of(parsed.os() + "/" + parsed.architecture());
        } catch (OciException e) {
            throw new MojoFailureException("tcib.platform: " + e.getMessage(), e);
        }
    }
}

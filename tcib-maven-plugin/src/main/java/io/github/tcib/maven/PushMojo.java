package io.github.tcib.maven;

import io.github.tcib.oci.LayerPacking;
import io.github.tcib.oci.OciLayout;
import io.github.tcib.push.BuildahStore;
import io.github.tcib.push.BuiltImage;
import io.github.tcib.push.BuiltImages;
import io.github.tcib.push.IndexPush;
import io.github.tcib.push.PackedImages;
import io.github.tcib.push.PushException;
import io.github.tcib.push.PushRequest;
import io.github.tcib.push.PushResult;
import io.github.tcib.push.PushResultFile;
import io.github.tcib.push.PushTargets;
import io.github.tcib.push.TreePush;
import io.github.tcib.registry.ImageReference;
import io.github.tcib.registry.Registries;
import io.github.tcib.registry.RegistryException;
import io.github.tcib.registry.RegistrySettings;
import io.github.tcib.registry.Retries;
import io.github.tcib.registry.ServerCredentials;
import io.github.tcib.registry.Timeouts;
import io.github.tcib.registry.TrustSettings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.MavenProjectHelper;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** Pushes the images that were built to their registry, and writes down their digests there. */
@Mojo(name = "push", defaultPhase = LifecyclePhase.DEPLOY, threadSafe = true)
public final class PushMojo extends AbstractMojo {

    private final SettingsDecrypter decrypter;
    private final MavenProjectHelper projectHelper;

    /** Names or globs of the images to push. Empty: all that were built. */
    @Parameter(property = "tcib.images", defaultValue = "")
    private String imageFilter = "";

    /** Further tags that every image gets in the registry. */
    @Parameter
    private List<String> tags = List.of();

    /** Further tags between commas. */
    @Parameter(property = "tcib.tags", defaultValue = "")
    private String moreTags = "";

    /** Tag in the registry in place of the one that the images were built with; nothing is built again. */
    @Parameter(property = "tcib.push.tag")
    private @Nullable String tag;

    /** Registry, and namespace before the built one if wanted, in place of the one that the images were built for. */
    @Parameter(property = "tcib.push.registry")
    private @Nullable String registry;

    /** Leaves images alone whose tags are in the registry, whatever those name there. */
    @Parameter(property = "tcib.push.skipExisting", defaultValue = "false")
    private boolean skipExisting;

    /** Asks the registry what it has, and says what would be sent. */
    @Parameter(property = "tcib.push.dryRun", defaultValue = "false")
    private boolean dryRun;

    /** How many images are pushed at the same time. */
    @Parameter(property = "tcib.push.threads", defaultValue = "8")
    private int threads;

    /** How often a request is repeated when the network or the registry falters. */
    @Parameter(property = "tcib.push.retries", defaultValue = "4")
    private int retries;

    /** Seconds without any progress after which a request is given up and repeated. */
    @Parameter(property = "tcib.push.stallTimeout", defaultValue = "60")
    private int stallTimeout;

    /** How much layers are packed, from 1 (fast) to 9 (small). Another value gives other digests. */
    @Parameter(property = "tcib.push.compressionLevel", defaultValue = "1")
    private int compressionLevel;

    /** Id of the server in settings.xml with the login for the registry; default: the one that is called like the registry. */
    @Parameter(property = "tcib.server")
    private @Nullable String server;

    /** A file of credentials as podman and Docker write it, asked before their own ones. */
    @Parameter(property = "tcib.authFile")
    private @Nullable File authFile;

    /** PEM files with certificates of authorities to trust beside those of the Java platform. */
    @Parameter
    private List<File> caCertificates = List.of();

    /** Further such files between commas. */
    @Parameter(property = "tcib.caCertificates", defaultValue = "")
    private String moreCaCertificates = "";

    /** Registries as host or host:port whose certificates are not checked and that may speak plain HTTP. */
    @Parameter
    private List<String> insecureRegistries = List.of();

    /** Further such registries between commas. */
    @Parameter(property = "tcib.insecureRegistries", defaultValue = "")
    private String moreInsecureRegistries = "";

    /** The buildah program: a name on the PATH, or a path. */
    @Parameter(property = "tcib.buildahExecutable", defaultValue = "buildah")
    private String buildahExecutable = "buildah";

    /** Where the build has written, and the results are written. */
    @Parameter(property = "tcib.outputDirectory", defaultValue = "${project.build.directory}/tcib", required = true)
    private File outputDirectory = new File("");

    /** Leaves every goal of this plugin out. */
    @Parameter(property = "tcib.skip", defaultValue = "false")
    private boolean skip;

    /** Leaves this goal out. */
    @Parameter(property = "tcib.push.skip", defaultValue = "false")
    private boolean skipPush;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project = new MavenProject();

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private @Nullable MavenSession session;

    @Inject
    PushMojo(SettingsDecrypter decrypter, MavenProjectHelper projectHelper) {
        this.decrypter = decrypter;
        this.projectHelper = projectHelper;
    }

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        if (skip || skipPush) {
            getLog().info("Skipped.");
            return;
        }
        MavenSession maven = java.util.Objects.requireNonNull(session, "Maven hands the session in");
        if (maven.isOffline()) {
            throw new MojoFailureException("tcib:push needs the network, but Maven runs offline; leave -o away");
        }
        try {
            List<BuiltImage> images =
                    new BuiltImages(output().resolve("build-result.json")).read(SettingSyntax.list(imageFilter));
            finish(push(images, maven));
        } catch (PushException | RegistryException e) {
            throw new MojoFailureException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new MojoExecutionException("tcib:push cannot write to " + output() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("tcib:push was interrupted; run it again, and it sends what is missing");
        }
    }

    private PushResult push(List<BuiltImage> images, MavenSession maven)
            throws PushException, IOException, InterruptedException {
        PushTargets targets = new PushTargets(Optional.ofNullable(registry), Optional.ofNullable(tag), allTags());
        Path work = output().resolve("push");
        PackedImages packed =
                new PackedImages(OciLayout.create(work), LayerPacking.gzip(compressionLevel), output().resolve("oci"));
        BuildahStore store = new BuildahStore(List.of(buildahExecutable), work.resolve("export"));
        PushRequest request = new PushRequest(images, targets, skipExisting, dryRun, Math.max(1, threads));
        Registries registries = new Registries(registrySettings(images, maven));
        MavenPushLog log = new MavenPushLog(getLog());
        return new IndexPush(request, registries, log).run(new TreePush(request, registries, packed, store, log).run());
    }

    private RegistrySettings registrySettings(List<BuiltImage> images, MavenSession maven) throws RegistryException {
        Set<String> insecure = new LinkedHashSet<>(insecureRegistries);
        insecure.addAll(SettingSyntax.list(moreInsecureRegistries));
        List<Path> authorities = new ArrayList<>();
        caCertificates.forEach(file -> authorities.add(file.toPath()));
        SettingSyntax.list(moreCaCertificates).forEach(file -> authorities.add(Path.of(file)));
        TrustSettings trust = new TrustSettings(authorities, insecure);
        RegistryEnvironment access = RegistryEnvironment.of(
                maven.getSettings(),
                decrypter,
                serverChoice(images),
                Optional.ofNullable(authFile).map(File::toPath),
                trust);
        Retries often = Retries.usual();
        return new RegistrySettings(
                access.credentials(),
                access.trust(),
                access.proxies(),
                new Retries(Math.max(0, retries) + 1, often.first(), often.longest()),
                new Timeouts(
                        Timeouts.usual().connect(),
                        Duration.ofSeconds(Math.max(1, stallTimeout)),
                        Timeouts.usual().answer()),
                getLog()::warn);
    }

    private Optional<ServerCredentials.Choice> serverChoice(List<BuiltImage> images) throws RegistryException {
        if (server == null || images.isEmpty()) {
            return Optional.empty();
        }
        String reference = registry == null ? images.get(0).reference() : registry + "/x";
        return Optional.of(
                new ServerCredentials.Choice(ImageReference.parse(reference).registry(), server));
    }

    private List<String> allTags() {
        List<String> all = new ArrayList<>(tags);
        all.addAll(SettingSyntax.list(moreTags));
        return all;
    }

    private void finish(PushResult result) throws IOException, MojoFailureException {
        PushResultFile writer = new PushResultFile();
        Path json = output().resolve("push-result.json");
        Path yaml = output().resolve("image-digests.yaml");
        writer.writeJson(result, json);
        writer.writeDigests(result, yaml);
        MavenPushLog log = new MavenPushLog(getLog());
        if (!result.isComplete()) {
            throw new MojoFailureException(log.wordingOfMissing(result));
        }
        log.summary(result);
        if (!result.dryRun()) {
            projectHelper.attachArtifact(project, "json", "image-digests", json.toFile());
            projectHelper.attachArtifact(project, "yaml", "image-digests", yaml.toFile());
        }
    }

    private Path output() {
        return outputDirectory.toPath().toAbsolutePath().normalize();
    }
}

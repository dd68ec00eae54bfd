package io.github.tcib.maven;

import io.github.tcib.file.FileFault;
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
import io.github.tcib.registry.Timeouts;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProjectHelper;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** Pushes the images that were built to their registry, and writes down their digests there. */
@Mojo(name = "push", defaultPhase = LifecyclePhase.DEPLOY, requiresProject = false, threadSafe = true)
public final class PushMojo extends AbstractImageMojo {

    private final MavenProjectHelper projectHelper;

    /** Names or globs of the images to push. Empty: all that were built. */
    @Parameter(property = "tcib.images", defaultValue = "")
    private String imageFilter = "";

    /**
     * The results that name the images: {@code hotfix-result.json} or {@code update-result.json} for what those goals made.
     * Default: {@code build-result.json} in {@code tcib.outputDirectory}.
     */
    @Parameter(property = "tcib.push.resultFile")
    private @Nullable File resultFile;

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

    /** Leaves this goal out. */
    @Parameter(property = "tcib.push.skip", defaultValue = "false")
    private boolean skipPush;

    @Inject
    PushMojo(SettingsDecrypter decrypter, MavenProjectHelper projectHelper) {
        super(decrypter);
        this.projectHelper = projectHelper;
    }

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        if (skipsAllGoals() || skipPush) {
            getLog().info("Skipped.");
            return;
        }
        if (session().isOffline()) {
            throw new MojoFailureException("tcib:push needs the network, but Maven runs offline; leave -o away");
        }
        try {
            Path results = resultFile == null ? output().resolve("build-result.json") : resultFile.toPath();
            finish(push(new BuiltImages(results).read(SettingSyntax.list(imageFilter))));
        } catch (PushException | RegistryException e) {
            throw new MojoFailureException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new MojoExecutionException("tcib:push cannot write to " + output() + ": " + FileFault.reasonOf(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("tcib:push was interrupted; run it again, and it sends what is missing");
        }
    }

    private PushResult push(List<BuiltImage> images) throws PushException, IOException, InterruptedException {
        PushTargets targets =
                new PushTargets(Optional.ofNullable(registry), Optional.ofNullable(tag), joined(tags, moreTags));
        Path work = output().resolve("push");
        PackedImages packed =
                new PackedImages(OciLayout.create(work), LayerPacking.gzip(compressionLevel), output().resolve("oci"));
        BuildahStore store = new BuildahStore(List.of(buildahExecutable()), work.resolve("export"));
        PushRequest request = new PushRequest(images, targets, skipExisting, dryRun, Math.max(1, threads));
        Registries registries = new Registries(registrySettings(images));
        MavenPushLog log = new MavenPushLog(getLog());
        return new IndexPush(request, registries, log).run(new TreePush(request, registries, packed, store, log).run());
    }

    private RegistrySettings registrySettings(List<BuiltImage> images) throws RegistryException {
        RegistryEnvironment access = environment(hasServer() ? registryOf(images) : "");
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

    /** The one that {@code tcib.server} has the login for. */
    private String registryOf(List<BuiltImage> images) throws RegistryException {
        if (registry != null) {
            return ImageReference.parse(registry + "/x").registry();
        }
        return images.isEmpty()
                ? ""
                : ImageReference.parse(images.get(0).reference()).registry();
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
        if (!result.dryRun() && hasProject()) {
            projectHelper.attachArtifact(project(), "json", "image-digests", json.toFile());
            projectHelper.attachArtifact(project(), "yaml", "image-digests", yaml.toFile());
        }
    }
}

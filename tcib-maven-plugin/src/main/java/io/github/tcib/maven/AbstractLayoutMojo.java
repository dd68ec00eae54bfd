package io.github.tcib.maven;

import io.github.tcib.context.ContextWriter;
import io.github.tcib.file.FileFault;
import io.github.tcib.layout.LayoutException;
import io.github.tcib.layout.LayoutReader;
import io.github.tcib.layout.LayoutSettings;
import io.github.tcib.model.ImageNaming;
import io.github.tcib.model.ImageTree;
import io.github.tcib.model.Problem;
import io.github.tcib.oci.Platform;
import io.github.tcib.platform.PlatformTarget;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** What every goal that reads the layout shares: its parameters, and the reading itself. */
abstract class AbstractLayoutMojo extends AbstractMojo {

    /** The directory that holds the images' directories. */
    @Parameter(property = "tcib.layoutDirectory", defaultValue = "${project.basedir}/src/main/tcib", required = true)
    private File layoutDirectory = new File("");

    /** The image list ({@code container_images: [{imagename: ...}]}). Without one, every image of the layout is built. */
    @Parameter(property = "tcib.containersFile")
    private @Nullable File containersFile;

    /** Names or globs of the images to build; their ancestors come along. Empty: everything on the image list. */
    @Parameter
    private List<String> images = List.of();

    /** Names or globs between commas that narrow the images further; their ancestors come along. */
    @Parameter(property = "tcib.images", defaultValue = "")
    private String imageFilter = "";

    /** Names or globs of images that are never rendered nor built. */
    @Parameter
    private List<String> excludes = List.of();

    /** Further excludes between commas. */
    @Parameter(property = "tcib.excludes", defaultValue = "")
    private String moreExcludes = "";

    /** Reference of the image that the roots of the tree are built on. */
    @Parameter(property = "tcib.base", defaultValue = "centos:stream9", required = true)
    private String base = "";

    /** The distribution: {@code tcib_distro}. */
    @Parameter(property = "tcib.distro", defaultValue = "centos", required = true)
    private String distro = "";

    /** The distribution's major release: {@code tcib_release}. */
    @Parameter(property = "tcib.release", defaultValue = "9", required = true)
    private String release = "";

    /** Single variables that beat those of the layout. */
    @Parameter
    private Map<String, String> extras = Map.of();

    /** Further extras as {@code name=value} between commas; a value may hold {@code =}, and {@code \,} is a comma. */
    @Parameter(property = "tcib.extras", defaultValue = "")
    private String moreExtras = "";

    /** A YAML file of variables for every image; beats everything else. */
    @Parameter(property = "tcib.extraConfig")
    private @Nullable File extraConfig;

    /** Labels. If any is given, they and the five default labels replace {@code tcib_labels} of the layout. */
    @Parameter
    private Map<String, String> labels = Map.of();

    /** Further labels as {@code name=value} between commas. */
    @Parameter(property = "tcib.labels", defaultValue = "")
    private String moreLabels = "";

    /** RHEL modules and their streams: {@code tcib_rhel_modules}. */
    @Parameter
    private Map<String, String> rhelModules = Map.of();

    /** Further RHEL modules as {@code name:stream} between commas. */
    @Parameter(property = "tcib.rhelModules", defaultValue = "")
    private String moreRhelModules = "";

    /** Registry host, and port if it needs one, of the built images' references. */
    @Parameter(property = "tcib.registry", defaultValue = "localhost")
    private String registry = "";

    /** Namespace of the built images' references. */
    @Parameter(property = "tcib.namespace", defaultValue = "tcib")
    private String namespace = "";

    /** What stands, with a dash, before an image's name in its reference. */
    @Parameter(property = "tcib.prefix", defaultValue = "openstack")
    private String prefix = "";

    /** Tag of the built images' references. */
    @Parameter(property = "tcib.tag", defaultValue = "latest", required = true)
    private String tag = "";

    /** Platform of the images as {@code os/architecture}; default: that of this machine. */
    @Parameter(property = "tcib.platform")
    private @Nullable String platform;

    /**
     * Platforms of the images, such as {@code linux/amd64} and {@code linux/arm64}. With more than one, the tree is built for each,
     * and pushed as an index of them. In place of {@code tcib.platform}.
     */
    @Parameter
    private List<String> platforms = List.of();

    /** Platforms between commas, in place of the POM's. */
    @Parameter(property = "tcib.platforms", defaultValue = "")
    private String platformsInstead = "";

    /** Where everything is written. */
    @Parameter(property = "tcib.outputDirectory", defaultValue = "${project.build.directory}/tcib", required = true)
    private File outputDirectory = new File("");

    /** Leaves every goal of this plugin out. */
    @Parameter(property = "tcib.skip", defaultValue = "false")
    private boolean skip;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project = new MavenProject();

    /** What was said about the layout; each platform would have it said again. */
    private final Set<String> told = new HashSet<>();

    /** Whether this goal alone was told to be left out. */
    abstract boolean skipsThisGoal();

    abstract void run() throws MojoExecutionException, MojoFailureException;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        if (skip || skipsThisGoal()) {
            getLog().info("Skipped.");
            return;
        }
        run();
    }

    MavenProject project() {
        return project;
    }

    Path output() {
        return outputDirectory.toPath().toAbsolutePath().normalize();
    }

    /** The platform of the images; the first when there are several. */
    Platform platform() throws MojoFailureException {
        return platformSettings().first();
    }

    /** What was set about platforms. */
    PlatformSettings platformSettings() {
        return new PlatformSettings(Optional.ofNullable(platform), platforms, platformsInstead);
    }

    /** The platforms to build for, and where their files lie. */
    List<PlatformTarget> targets() throws MojoFailureException {
        return platformSettings().targets(output());
    }

    /** Registry of the built images' references. */
    String registry() {
        return registry;
    }

    /** The distribution's major release. */
    String release() {
        return release;
    }

    /** Whether {@code tcib.images} asks for some of the images only. */
    boolean isNarrowed() {
        return !SettingSyntax.list(imageFilter).isEmpty();
    }

    /** Reads the layout, and says what is noteworthy about it. */
    ImageTree readTree() throws MojoFailureException {
        return readTree(PlatformTarget.only(platform(), output()));
    }

    /** Reads the layout for a platform; the images have the names that they have in stores. */
    ImageTree readTree(PlatformTarget target) throws MojoFailureException {
        try {
            ImageTree tree = target.named(new LayoutReader(layoutSettings(target), System.getenv()).read());
            tree.warnings().stream().map(Problem::toString).filter(told::add).forEach(getLog()::warn);
            tree.notes().stream().filter(told::add).forEach(getLog()::info);
            return tree;
        } catch (LayoutException e) {
            throw new MojoFailureException(wordingOf(e.problems()), e);
        }
    }

    /** Writes the contexts of a tree. */
    ContextWriter.Written writeContexts(PlatformTarget target, ImageTree tree) throws MojoExecutionException {
        try {
            return new ContextWriter(target.contextRoot()).write(tree.graph());
        } catch (IOException e) {
            throw new MojoExecutionException(
                    "The build contexts cannot be written to " + target.contextRoot() + ": " + FileFault.reasonOf(e),
                    e);
        }
    }

    /** What was set about reading the layout. */
    LayoutSettings layoutSettings() throws MojoFailureException {
        return layoutSettings(PlatformTarget.only(platform(), output()));
    }

    private LayoutSettings layoutSettings(PlatformTarget target) throws MojoFailureException {
        Path basedir = project.getBasedir() == null
                ? Path.of("").toAbsolutePath()
                : project.getBasedir().toPath();
        List<String> allExcludes = new ArrayList<>(excludes);
        allExcludes.addAll(SettingSyntax.list(moreExcludes));
        return new LayoutSettings(
                layoutDirectory.toPath(),
                basedir,
                target.contextRoot(),
                new LayoutSettings.Choice(pathOf(containersFile), images, SettingSyntax.list(imageFilter), allExcludes),
                new LayoutSettings.Distribution(
                        base, distro, release, target.platform().machine()),
                new LayoutSettings.Overrides(
                        merged(extras, SettingSyntax.map(moreExtras, "tcib.extras", '=')),
                        merged(rhelModules, SettingSyntax.map(moreRhelModules, "tcib.rhelModules", ':')),
                        merged(labels, SettingSyntax.map(moreLabels, "tcib.labels", '=')),
                        pathOf(extraConfig)),
                new ImageNaming(registry, namespace, prefix, tag));
    }

    private static Optional<Path> pathOf(@Nullable File file) {
        return Optional.ofNullable(file).map(File::toPath);
    }

    /** The POM's pairs, then the command line's; an empty element of the POM is an empty text. */
    static Map<String, String> merged(Map<String, String> pom, Map<String, String> commandLine) {
        Map<String, String> all = new LinkedHashMap<>();
        pom.forEach((key, value) -> all.put(key, value == null ? "" : value));
        all.putAll(commandLine);
        return all;
    }

    private static String wordingOf(List<Problem> problems) {
        return problems.size() == 1
                ? problems.get(0).toString()
                : problems.size() + " problems in the layout, nothing was written:\n"
                        + problems.stream().map(problem -> "  " + problem).collect(Collectors.joining("\n"));
    }
}

package io.github.tcib.maven;

import io.github.tcib.registry.ServerCredentials;
import io.github.tcib.registry.TrustSettings;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * What goals share that read no layout but images that are there: the store they lie in, logins and trust for registries, and
 * where to write. They need no project.
 */
abstract class AbstractImageMojo extends AbstractMojo {

    /** The buildah program: a name on the PATH, or a path. */
    @Parameter(property = "tcib.buildahExecutable", defaultValue = "buildah")
    private String buildahExecutable = "buildah";

    /** Id of the server in settings.xml with the login for the registry; default: the one that is called like the registry. */
    @Parameter(property = "tcib.server")
    private @Nullable String server;

    /** Credentials in the format of podman and Docker; asked after settings.xml and before their own files. */
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

    /** Where logs and results are written. Default: tcib in the project's build directory; without a project, target/tcib. */
    @Parameter(property = "tcib.outputDirectory")
    private @Nullable File outputDirectory;

    /** Leaves every goal of this plugin out. */
    @Parameter(property = "tcib.skip", defaultValue = "false")
    private boolean skip;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project = new MavenProject();

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private @Nullable MavenSession session;

    private final SettingsDecrypter decrypter;

    AbstractImageMojo(SettingsDecrypter decrypter) {
        this.decrypter = decrypter;
    }

    final String buildahExecutable() {
        return buildahExecutable;
    }

    final boolean skipsAllGoals() {
        return skip;
    }

    /** The project; without one, Maven's stand-in. */
    final MavenProject project() {
        return project;
    }

    /** Whether there is a POM. */
    final boolean hasProject() {
        return project.getBasedir() != null;
    }

    /** The session Maven runs in. */
    final MavenSession session() {
        return Objects.requireNonNull(session, "Maven hands the session in");
    }

    final Path output() {
        Path chosen;
        if (outputDirectory != null) {
            chosen = outputDirectory.toPath();
        } else {
            // Without a project, Maven leaves the build directory with its variables in it.
            chosen = Path.of(hasProject() ? project.getBuild().getDirectory() : "target")
                    .resolve("tcib");
        }
        return chosen.toAbsolutePath().normalize();
    }

    final Optional<Path> authFile() {
        return Optional.ofNullable(authFile).map(File::toPath);
    }

    final TrustSettings trust() {
        List<Path> authorities = new ArrayList<>();
        caCertificates.forEach(file -> authorities.add(file.toPath()));
        SettingSyntax.list(moreCaCertificates).forEach(file -> authorities.add(Path.of(file)));
        Set<String> insecure = new LinkedHashSet<>(joined(insecureRegistries, moreInsecureRegistries));
        return new TrustSettings(authorities, insecure);
    }

    /** Whether {@code tcib.server} is set, so that its registry has to be known. */
    final boolean hasServer() {
        return server != null;
    }

    /**
     * Logins, trust and proxies; nothing is read yet.
     *
     * @param chosen the registry that tcib.server has the login for
     */
    final RegistryEnvironment environment(String chosen) {
        return RegistryEnvironment.of(
                session().getSettings() == null ? new Settings() : session().getSettings(),
                decrypter,
                Optional.ofNullable(server).map(id -> new ServerCredentials.Choice(chosen, id)),
                authFile(),
                trust());
    }

    /** What the POM says, and what the command line adds. */
    static List<String> joined(List<String> pom, String commandLine) {
        List<String> all = new ArrayList<>(pom);
        all.addAll(SettingSyntax.list(commandLine));
        return all;
    }
}

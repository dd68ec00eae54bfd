package io.github.tcib.maven;

import io.github.tcib.build.buildah.BuildahSettings;
import io.github.tcib.build.jib.JibSettings;
import io.github.tcib.oci.ImageFormat;
import io.github.tcib.oci.LayerPacking;
import io.github.tcib.oci.Platform;
import io.github.tcib.registry.RegistryAccess;
import io.github.tcib.registry.RegistryLogin;
import io.github.tcib.registry.ServerCredentials;
import io.github.tcib.registry.TrustSettings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** What goals that open engines share: how images are built, and with whose logins bases are pulled. */
abstract class AbstractEngineMojo extends AbstractLayoutMojo {

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

    /** Whether images that lose their name to a newer one stay in buildah's store. */
    @Parameter(property = "tcib.keepReplaced", defaultValue = "false")
    private boolean keepReplaced;

    /** Id of the server in settings.xml with the login for {@code tcib.registry}, should bases lie there. */
    @Parameter(property = "tcib.server")
    private @Nullable String server;

    /** Credentials for pulling bases, in the format of podman; asked after settings.xml. */
    @Parameter(property = "tcib.authFile")
    private @Nullable File authFile;

    /** PEM files with certificates of authorities to trust beside those of the Java platform. */
    @Parameter
    private List<File> caCertificates = List.of();

    /** Further such files between commas. */
    @Parameter(property = "tcib.caCertificates", defaultValue = "")
    private String moreCaCertificates = "";

    /** Hosts, with port if they need one, whose certificates are not checked and that may speak plain HTTP. */
    @Parameter
    private List<String> insecureRegistries = List.of();

    /** Further insecure registries between commas. */
    @Parameter(property = "tcib.insecureRegistries", defaultValue = "")
    private String moreInsecureRegistries = "";

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private @Nullable MavenSession session;

    private final SettingsDecrypter decrypter;

    AbstractEngineMojo(SettingsDecrypter decrypter) {
        this.decrypter = decrypter;
    }

    /** The session Maven runs in. */
    MavenSession session() {
        return Objects.requireNonNull(session, "Maven hands the session in");
    }

    /** Logins and trust for pulling bases. */
    RegistryEnvironment registries() {
        MavenSession maven = session();
        return RegistryEnvironment.of(
                maven.getSettings() == null ? new Settings() : maven.getSettings(),
                decrypter,
                Optional.ofNullable(server).map(id -> new ServerCredentials.Choice(registry(), id)),
                Optional.ofNullable(authFile).map(File::toPath),
                trust());
    }

    private TrustSettings trust() {
        List<Path> authorities = new ArrayList<>();
        caCertificates.forEach(file -> authorities.add(file.toPath()));
        SettingSyntax.list(moreCaCertificates).forEach(file -> authorities.add(Path.of(file)));
        return new TrustSettings(authorities, insecure());
    }

    private Set<String> insecure() {
        return Set.copyOf(joined(insecureRegistries, moreInsecureRegistries));
    }

    /**
     * What the engines are opened with.
     *
     * @throws MojoFailureException when a setting means nothing
     */
    EngineChoice.Settings engineSettings(Optional<Path> loginFile, Function<String, Optional<RegistryLogin>> logins)
            throws MojoFailureException {
        return engineSettings(platform(), loginFile, logins);
    }

    /** What the engines are opened with to build for a platform. */
    EngineChoice.Settings engineSettings(
            Platform platform, Optional<Path> loginFile, Function<String, Optional<RegistryLogin>> logins)
            throws MojoFailureException {
        Set<String> insecure = insecure();
        return new EngineChoice.Settings(
                buildahSettings(platform, insecure, loginFile),
                new JibSettings(
                        platform,
                        formatOr("oci").equals("docker") ? ImageFormat.DOCKER : ImageFormat.OCI,
                        layerPacking()),
                output().resolve("oci"),
                new RegistryAccess(logins, trust(), registries().proxies(), getLog()::warn));
    }

    private BuildahSettings buildahSettings(Platform platform, Set<String> insecure, Optional<Path> loginFile)
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
                        loginFile.or(() -> Optional.ofNullable(authFile).map(File::toPath)), insecure, certificates()),
                formatOr("docker").equals("docker")
                        ? BuildahSettings.ImageFormat.DOCKER
                        : BuildahSettings.ImageFormat.OCI,
                platformSettings().explicit(platform),
                keepReplaced);
    }

    /** For buildah, a directory with the authorities that were given. */
    private Optional<Path> certificates() throws MojoFailureException {
        TrustSettings trust = trust();
        if (trust.caCertificates().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(trust.writeCertificateDirectory(output().resolve("certificates")));
        } catch (IOException e) {
            throw new MojoFailureException("tcib.caCertificates: a file cannot be read: " + e.getMessage(), e);
        }
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

    private static List<String> joined(List<String> pom, String commandLine) {
        List<String> all = new ArrayList<>(pom);
        all.addAll(SettingSyntax.list(commandLine));
        return all;
    }
}

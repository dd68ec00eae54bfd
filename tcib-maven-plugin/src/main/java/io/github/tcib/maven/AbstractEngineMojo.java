package io.github.tcib.maven;

import io.github.tcib.build.buildah.BuildahSettings;
import io.github.tcib.build.jib.JibSettings;
import io.github.tcib.oci.ImageFormat;
import io.github.tcib.oci.LayerPacking;
import io.github.tcib.oci.Platform;
import io.github.tcib.registry.RegistryAccess;
import io.github.tcib.registry.RegistryLogin;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** What goals that open engines share: how images are built, and with whose logins bases are pulled. */
abstract class AbstractEngineMojo extends AbstractRegistryMojo {

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

    AbstractEngineMojo(SettingsDecrypter decrypter) {
        super(decrypter);
    }

    /** Logins and trust for pulling bases. */
    RegistryEnvironment registries() {
        return environment(registry());
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
        return new EngineChoice.Settings(
                buildahSettings(platform, loginFile),
                new JibSettings(
                        platform,
                        formatOr("oci").equals("docker") ? ImageFormat.DOCKER : ImageFormat.OCI,
                        layerPacking()),
                output().resolve("oci"),
                new RegistryAccess(logins, trust(), registries().proxies(), getLog()::warn));
    }

    private BuildahSettings buildahSettings(Platform platform, Optional<Path> loginFile) throws MojoFailureException {
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
                        loginFile.or(this::authFile),
                        trust().insecureRegistries(),
                        RegistryEnvironment.writeCertificates(trust(), output())),
                formatOr("docker").equals("docker")
                        ? BuildahSettings.ImageFormat.DOCKER
                        : BuildahSettings.ImageFormat.OCI,
                platformSettings().explicit(platform),
                keepReplaced);
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

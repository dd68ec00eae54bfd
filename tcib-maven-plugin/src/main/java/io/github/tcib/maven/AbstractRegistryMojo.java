package io.github.tcib.maven;

import io.github.tcib.registry.Registries;
import io.github.tcib.registry.RegistrySettings;
import io.github.tcib.registry.Retries;
import io.github.tcib.registry.ServerCredentials;
import io.github.tcib.registry.Timeouts;
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
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** What goals that read the layout and may ask registries share: logins and trust. */
abstract class AbstractRegistryMojo extends AbstractLayoutMojo {

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

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private @Nullable MavenSession session;

    private final SettingsDecrypter decrypter;

    AbstractRegistryMojo(SettingsDecrypter decrypter) {
        this.decrypter = decrypter;
    }

    /** The session Maven runs in. */
    final MavenSession session() {
        return Objects.requireNonNull(session, "Maven hands the session in");
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

    final Optional<Path> authFile() {
        return Optional.ofNullable(authFile).map(File::toPath);
    }

    final TrustSettings trust() {
        Set<String> insecure = new LinkedHashSet<>(insecureRegistries);
        insecure.addAll(SettingSyntax.list(moreInsecureRegistries));
        List<Path> authorities = new ArrayList<>();
        caCertificates.forEach(file -> authorities.add(file.toPath()));
        SettingSyntax.list(moreCaCertificates).forEach(file -> authorities.add(Path.of(file)));
        return new TrustSettings(authorities, insecure);
    }

    /**
     * The registries; nothing is asked yet.
     *
     * @param chosen the one that tcib.server has the login for
     * @param setting the setting that wants them, for the message
     * @throws MojoFailureException when Maven runs offline
     */
    final Registries registries(String chosen, String setting) throws MojoFailureException {
        if (session().isOffline()) {
            throw new MojoFailureException(setting
                    + " names a registry, which needs the network, but Maven runs offline; leave -o away, or set"
                    + " something on this machine");
        }
        RegistryEnvironment access = environment(chosen);
        return new Registries(new RegistrySettings(
                access.credentials(),
                access.trust(),
                access.proxies(),
                Retries.usual(),
                Timeouts.usual(),
                getLog()::warn));
    }
}

package io.github.tcib.maven;

import io.github.tcib.file.FileFault;
import io.github.tcib.registry.AuthFiles;
import io.github.tcib.registry.CredentialSource;
import io.github.tcib.registry.Credentials;
import io.github.tcib.registry.Proxies;
import io.github.tcib.registry.ServerCredentials;
import io.github.tcib.registry.TrustSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * What Maven and this machine know about registries: logins, whom to trust, and proxies. The same for pushing images and for
 * pulling bases.
 *
 * @param credentials settings.xml, then the files of podman and Docker
 * @param trust certificates
 * @param proxies of settings.xml, else of the environment
 */
record RegistryEnvironment(Credentials credentials, TrustSettings trust, Proxies proxies) {

    /**
     * Gathers it; nothing is decrypted or read yet.
     *
     * @param server the server that is chosen for a registry
     * @param authFile a file of credentials that is asked for by name
     */
    static RegistryEnvironment of(
            Settings settings,
            SettingsDecrypter decrypter,
            Optional<ServerCredentials.Choice> server,
            Optional<Path> authFile,
            TrustSettings trust) {
        Map<String, String> environment = System.getenv();
        List<CredentialSource> sources = new ArrayList<>();
        sources.add(new ServerCredentials(new SettingsLogins(settings, decrypter), server, "settings.xml"));
        sources.addAll(AuthFiles.of(authFile, environment, Path.of(System.getProperty("user.home", "/"))));
        return new RegistryEnvironment(
                new Credentials(sources), trust, new SettingsProxies(settings, decrypter, environment));
    }

    /**
     * Writes, for buildah, a directory with the authorities that are trusted beside the platform's.
     *
     * @param output where the plugin writes
     * @throws MojoFailureException when one of their files cannot be read
     */
    static Optional<Path> writeCertificates(TrustSettings trust, Path output) throws MojoFailureException {
        if (trust.caCertificates().isEmpty()) {
            return Optional.empty();
        }
        Path directory = output.resolve("certificates");
        try {
            return Optional.of(trust.writeCertificateDirectory(directory));
        } catch (IOException e) {
            throw new MojoFailureException(
                    "tcib.caCertificates: a file cannot be copied to " + directory + ": " + FileFault.reasonOf(e), e);
        }
    }
}

package io.github.tcib.maven;

import io.github.tcib.registry.Credential;
import io.github.tcib.registry.RegistryException;
import io.github.tcib.registry.ServerCredentials;
import java.util.Optional;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;

/** The servers of settings.xml, each decrypted when it is asked for. */
final class SettingsLogins implements ServerCredentials.Servers {

    private final Settings settings;
    private final SettingsDecrypter decrypter;

    SettingsLogins(Settings settings, SettingsDecrypter decrypter) {
        this.settings = settings;
        this.decrypter = decrypter;
    }

    @Override
    public Optional<Credential.Basic> find(String id) throws RegistryException {
        Server server = settings.getServer(id);
        if (server == null || server.getUsername() == null) {
            return Optional.empty();
        }
        SettingsDecryptionResult result = decrypter.decrypt(new DefaultSettingsDecryptionRequest(server));
        boolean failed = result.getProblems().stream()
                .anyMatch(problem -> problem.getSeverity() != SettingsProblem.Severity.WARNING);
        if (failed) {
            throw new RegistryException(
                    RegistryException.Kind.REGISTRY,
                    "the password of server '" + id + "' in settings.xml cannot be decrypted; is the master password in"
                            + " ~/.m2/settings-security.xml the one it was encrypted with?");
        }
        String password = result.getServer().getPassword();
        return Optional.of(new Credential.Basic(server.getUsername(), password == null ? "" : password));
    }
}

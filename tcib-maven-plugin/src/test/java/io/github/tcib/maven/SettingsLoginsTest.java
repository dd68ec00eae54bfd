package io.github.tcib.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tcib.registry.Credential;
import io.github.tcib.registry.RegistryException;
import java.net.Proxy;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.DefaultSettingsProblem;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.junit.jupiter.api.Test;

/** What is taken from Maven's settings: logins and proxies, with their passwords decrypted. */
class SettingsLoginsTest {

    private final Settings settings = new Settings();

    @Test
    void takesThePasswordsOfServersDecrypted() throws Exception {
        addServer("r.example:5000");
        SettingsLogins logins = new SettingsLogins(settings, decrypter("plain", List.of()));

        assertThat(logins.find("r.example:5000")).contains(new Credential.Basic("me", "plain"));
        assertThat(logins.find("other")).isEmpty();
    }

    @Test
    void saysWhichPasswordCannotBeDecrypted() {
        addServer("release");
        SettingsProblem problem =
                new DefaultSettingsProblem("bad key", SettingsProblem.Severity.ERROR, "server", -1, -1, null);
        SettingsLogins logins = new SettingsLogins(settings, decrypter("{encrypted}", List.of(problem)));

        assertThatThrownBy(() -> logins.find("release"))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("server 'release'")
                .hasMessageContaining("settings-security.xml")
                .hasMessageNotContaining("{encrypted}");
    }

    @Test
    void goesThroughTheActiveProxyButNotToThisMachineOrItsExceptions() {
        org.apache.maven.settings.Proxy proxy = new org.apache.maven.settings.Proxy();
        proxy.setHost("proxy.example");
        proxy.setPort(3128);
        proxy.setUsername("me");
        proxy.setPassword("{encrypted}");
        proxy.setNonProxyHosts("*.internal.example|exact.example");
        settings.addProxy(proxy);
        SettingsProxies proxies = new SettingsProxies(settings, decrypter("plain", List.of()), Map.of());

        assertThat(proxies.select(URI.create("https://r.example/v2/")))
                .singleElement()
                .satisfies(chosen -> assertThat(chosen.address().toString()).contains("proxy.example"));
        assertThat(proxies.login(URI.create("https://r.example/v2/"))).contains(new Credential.Basic("me", "plain"));
        for (String direct :
                List.of("https://a.internal.example/", "https://exact.example/", "http://127.0.0.1:5000/")) {
            assertThat(proxies.select(URI.create(direct))).containsExactly(Proxy.NO_PROXY);
            assertThat(proxies.login(URI.create(direct))).isEmpty();
        }
    }

    private void addServer(String id) {
        Server server = new Server();
        server.setId(id);
        server.setUsername("me");
        server.setPassword("{encrypted}");
        settings.addServer(server);
    }

    private static SettingsDecrypter decrypter(String password, List<SettingsProblem> problems) {
        return request -> new Decrypted(request, password, problems);
    }

    private record Decrypted(SettingsDecryptionRequest request, String password, List<SettingsProblem> problems)
            implements SettingsDecryptionResult {

        @Override
        public Server getServer() {
            return getServers().get(0);
        }

        @Override
        public List<Server> getServers() {
            return request.getServers().stream()
                    .map(Server::clone)
                    .peek(server -> server.setPassword(password))
                    .toList();
        }

        @Override
        public org.apache.maven.settings.Proxy getProxy() {
            return getProxies().get(0);
        }

        @Override
        public List<org.apache.maven.settings.Proxy> getProxies() {
            return request.getProxies().stream()
                    .map(org.apache.maven.settings.Proxy::clone)
                    .peek(proxy -> proxy.setPassword(password))
                    .toList();
        }

        @Override
        public List<SettingsProblem> getProblems() {
            return problems;
        }
    }
}

package io.github.tcib.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tcib.build.buildah.BuildahEngine;
import io.github.tcib.build.buildah.BuildahFixture;
import io.github.tcib.build.buildah.BuildahSettings;
import io.github.tcib.build.jib.JibEngine;
import io.github.tcib.build.jib.JibSettings;
import io.github.tcib.oci.ImageFormat;
import io.github.tcib.oci.LayerPacking;
import io.github.tcib.oci.Platform;
import io.github.tcib.registry.Credential;
import io.github.tcib.registry.CredentialSource;
import io.github.tcib.registry.Credentials;
import io.github.tcib.registry.LocalRegistry;
import io.github.tcib.registry.PrivateAuthFile;
import io.github.tcib.registry.Proxies;
import io.github.tcib.registry.RegistryAccess;
import io.github.tcib.registry.RegistryLogin;
import io.github.tcib.registry.TestCertificates;
import io.github.tcib.registry.TrustSettings;
import java.net.ProxySelector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both engines pull a base from a registry with a login and a certificate of an authority that only the user trusts. */
@Tag("registry")
class PrivateRegistryTest {

    @TempDir
    Path directory;

    private LocalRegistry registry;
    private TrustSettings trust;
    private String base;
    private String id;

    @BeforeEach
    void serveTheBase() throws Exception {
        LocalRegistry.requireProgram("docker-registry");
        TestCertificates certificates = TestCertificates.make(directory.resolve("certificates"));
        TestCertificates.Pair pair = certificates.issue("here", "IP:127.0.0.1", 2);
        trust = new TrustSettings(List.of(certificates.authority()), Set.of());
        BuildahFixture source = BuildahFixture.open(Files.createDirectories(directory.resolve("source")));
        registry = LocalRegistry.start(
                directory,
                LocalRegistry.Options.plain()
                        .tls(pair.certificate(), pair.key())
                        .login(directory));
        base = registry.name() + "/base/os:1";
        source.run(
                "push",
                "-q",
                "--cert-dir",
                trust.writeCertificateDirectory(directory.resolve("source-trust"))
                        .toString(),
                "--creds",
                LocalRegistry.LOGIN.user() + ":" + LocalRegistry.LOGIN.password(),
                BuildahFixture.BASE,
                "docker://" + base);
        id = source.run("images", "--no-trunc", "-q", BuildahFixture.BASE);
    }

    @AfterEach
    void stop() {
        if (registry != null) {
            registry.close();
        }
    }

    @Test
    void buildahPullsIt() throws Exception {
        BuildahFixture store = BuildahFixture.open(Files.createDirectories(directory.resolve("store")));
        Path certificates = trust.writeCertificateDirectory(directory.resolve("trust"));
        try (PrivateAuthFile login =
                new Credentials(List.of(new OneLogin())).writeAuthFile(List.of(base), directory.resolve("logins"))) {
            BuildahEngine trusting = buildah(store, login, Optional.of(certificates));

            assertThat(trusting.provide(base).id()).isEqualTo(id);
        }
    }

    @Test
    void buildahRefusesItsCertificateOtherwise() throws Exception {
        BuildahFixture store = BuildahFixture.open(Files.createDirectories(directory.resolve("store")));
        try (PrivateAuthFile login =
                new Credentials(List.of(new OneLogin())).writeAuthFile(List.of(base), directory.resolve("logins"))) {
            BuildahEngine other = buildah(store, login, Optional.empty());

            assertThatThrownBy(() -> other.provide(base))
                    .isInstanceOf(BuildFailure.class)
                    .hasMessageContaining("certificate");
        }
    }

    @Test
    void theEmbeddedEnginePullsIt() throws Exception {
        assertThat(embedded(trust, Optional.of(LocalRegistry.LOGIN))
                        .provide(base)
                        .id())
                .isEqualTo(id);
    }

    @Test
    void theEmbeddedEngineSaysWhatIsMissing() throws Exception {
        assertThatThrownBy(() -> embedded(TrustSettings.platform(), Optional.of(LocalRegistry.LOGIN))
                        .provide(base))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining(base)
                .hasMessageContaining("unknown authority")
                .hasMessageContaining("tcib.caCertificates");
        assertThatThrownBy(() -> embedded(trust, Optional.empty()).provide(base))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("wants a login");
        assertThatThrownBy(() -> embedded(trust, Optional.of(new Credential.Basic("pusher", "wrong")))
                        .provide(base))
                .isInstanceOf(BuildFailure.class)
                .hasMessageContaining("refuses the login")
                .hasMessageNotContaining("wrong");
    }

    private static BuildahEngine buildah(BuildahFixture store, PrivateAuthFile login, Optional<Path> certificates)
            throws Exception {
        BuildahSettings usual = store.settings();
        return BuildahEngine.open(
                new BuildahSettings(
                        usual.program(),
                        usual.steps(),
                        new BuildahSettings.Registries(Optional.of(login.path()), Set.of(), certificates),
                        usual.format(),
                        usual.platform(),
                        usual.keepReplaced()),
                warning -> {});
    }

    private JibEngine embedded(TrustSettings trusted, Optional<Credential.Basic> login) throws Exception {
        return JibEngine.open(
                Files.createTempDirectory(directory, "layout"),
                new JibSettings(Platform.ofThisMachine(), ImageFormat.OCI, LayerPacking.fast()),
                new RegistryAccess(
                        host -> login.map(basic -> new RegistryLogin(basic.user(), basic.password())),
                        trusted,
                        Proxies.open(ProxySelector.of(null)),
                        notice -> {}),
                warning -> {});
    }

    private static final class OneLogin implements CredentialSource {

        @Override
        public Optional<Credential> find(String registry, String repository) {
            return Optional.of(LocalRegistry.LOGIN);
        }

        @Override
        public String origin() {
            return "the test";
        }
    }
}

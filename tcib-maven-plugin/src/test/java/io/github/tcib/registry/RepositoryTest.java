package io.github.tcib.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tcib.oci.Descriptor;
import io.github.tcib.oci.Digest;
import io.github.tcib.oci.MediaTypes;
import io.github.tcib.registry.FaultyProxy.Fault;
import io.github.tcib.registry.LocalRegistry.Options;
import io.github.tcib.registry.Repository.Delivery;
import java.io.ByteArrayOutputStream;
import java.net.ProxySelector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real registry, in all the ways it can be set up and all the ways it, or the network before it, can fail. */
@Tag("registry")
class RepositoryTest {

    private static final String NAME = "ns/nova";
    private static final int SIZE = 3_000_000;

    @TempDir
    Path directory;

    private final ConcurrentLinkedQueue<String> notices = new ConcurrentLinkedQueue<>();
    private Path file;
    private Descriptor blob;

    @BeforeEach
    void writeBlob() throws Exception {
        byte[] content = new byte[SIZE];
        new Random(7).nextBytes(content);
        file = directory.resolve("blob");
        Files.write(file, content);
        blob = new Descriptor(MediaTypes.OCI_LAYER_GZIP, Digest.of(content), SIZE);
    }

    @Test
    void pushesOverPlainHttpWhereThatIsAllowed() throws Exception {
        try (LocalRegistry registry = LocalRegistry.start(directory)) {
            assertPushes(repository(registry.name(), Credentials.none(), insecure(registry.name())));
            assertPushes(repository(registry.name(), Credentials.none(), insecure("127.0.0.1")));
        }
    }

    @Test
    void sendsNothingOverPlainHttpElsewhere() throws Exception {
        try (LocalRegistry registry = LocalRegistry.start(directory)) {
            assertThatThrownBy(() -> push(registry.name(), Credentials.none(), TrustSettings.platform()))
                    .hasMessageContaining(registry.name())
                    .hasMessageContaining("it speaks plain HTTP and not TLS; if that is meant, name it in ")
                    .hasMessageContaining("tcib.insecureRegistries");
        }
    }

    @Test
    void pushesOverTlsWithAPrivateAuthority() throws Exception {
        TestCertificates certificates = TestCertificates.make(directory.resolve("tls"));
        TestCertificates.Pair pair = certificates.issue("server", "IP:127.0.0.1", 2);
        try (LocalRegistry registry =
                LocalRegistry.start(directory, Options.plain().tls(pair.certificate(), pair.key()))) {
            TrustSettings trust = new TrustSettings(List.of(certificates.authority()), Set.of());
            assertPushes(repository(registry.name(), Credentials.none(), trust));
            assertPushes(repository(registry.name(), Credentials.none(), insecure(registry.name())));

            assertThatThrownBy(() -> push(registry.name(), Credentials.none(), TrustSettings.platform()))
                    .hasMessageContaining(
                            "its certificate comes from an unknown authority; name the authority's PEM file in ")
                    .hasMessageContaining("tcib.caCertificates");
        }
    }

    @Test
    void refusesCertificatesOfAnotherTimeOrForAnotherName() throws Exception {
        TestCertificates certificates = TestCertificates.make(directory.resolve("tls"));
        TrustSettings trust = new TrustSettings(List.of(certificates.authority()), Set.of());
        TestCertificates.Pair expired = certificates.issue("expired", "IP:127.0.0.1", -1);
        try (LocalRegistry registry = LocalRegistry.start(
                directory.resolve("tls"), Options.plain().tls(expired.certificate(), expired.key()))) {
            assertThatThrownBy(() -> push(registry.name(), Credentials.none(), trust))
                    .hasMessageContaining("its certificate has expired; renew it, or name the registry in ")
                    .hasMessageContaining("renew");
        }
        TestCertificates.Pair other = certificates.issue("other", "DNS:other.example", 2);
        try (LocalRegistry registry =
                LocalRegistry.start(directory, Options.plain().tls(other.certificate(), other.key()))) {
            assertThatThrownBy(() -> push(registry.name(), Credentials.none(), trust))
                    .hasMessageContaining("its certificate is for another name (");
        }
        TestCertificates.Pair early = certificates.issueForLater("early", "IP:127.0.0.1");
        try (LocalRegistry registry =
                LocalRegistry.start(directory, Options.plain().tls(early.certificate(), early.key()))) {
            assertThatThrownBy(() -> push(registry.name(), Credentials.none(), trust))
                    .hasMessage(registry.name()
                            + ": its certificate is not yet valid; is the clock of this machine right?");
        }
    }

    @Test
    void logsInWithAPassword() throws Exception {
        try (LocalRegistry registry =
                LocalRegistry.start(directory, Options.plain().login(directory))) {
            assertPushes(repository(registry.name(), login(LocalRegistry.LOGIN), insecure(registry.name())));

            assertThatThrownBy(() -> push(
                            registry.name(),
                            login(new Credential.Basic("pusher", "wrong-secret")),
                            insecure(registry.name())))
                    .hasMessageContaining("it refuses the login from the test; correct user and password there")
                    .hasMessageNotContaining("wrong-secret");
            assertThatThrownBy(() -> push(registry.name(), Credentials.none(), insecure(registry.name())))
                    .hasMessageContaining("it wants a login, and there is none for it in ")
                    .hasMessageContaining("podman login " + registry.name());
        }
    }

    @Test
    void logsInWithTokens() throws Exception {
        TestCertificates certificates = TestCertificates.make(directory.resolve("tls"));
        try (TokenServer tokens = TokenServer.start(certificates);
                LocalRegistry registry = LocalRegistry.start(
                        directory,
                        Options.plain().tokens(tokens.realm(), TokenServer.SERVICE, certificates.authority()))) {
            TrustSettings trust = new TrustSettings(List.of(), Set.of(registry.name(), tokens.name()));
            assertPushes(repository(registry.name(), login(LocalRegistry.LOGIN), trust));
            assertThat(tokens.scopes()).containsOnly("repository:" + NAME + ":pull,push");
            assertPushes(repository(registry.name(), login(new Credential.IdentityToken(TokenServer.IDENTITY)), trust));

            assertThatThrownBy(
                            () -> push(registry.name(), login(new Credential.Basic("pusher", "wrong-secret")), trust))
                    .hasMessageContaining(
                            "its token server answers 401 to the login from the test: correct user and password there")
                    .hasMessageNotContaining("wrong-secret");
            assertThatThrownBy(() -> push(registry.name(), login(LocalRegistry.LOGIN), insecure(registry.name())))
                    .as("a password is not sent over plain HTTP to a token server that is not allowed to be insecure")
                    .hasMessageContaining(
                            "nothing is sent to '" + tokens.name() + "' over http; if plain HTTP is meant, name it in");
            tokens.grantNothing();
            assertThatThrownBy(() -> push(registry.name(), login(LocalRegistry.LOGIN), trust))
                    .hasMessageContaining(
                            "; the login is right, but it has no right to do this here: ask for that right to the repository");
        }
    }

    /** Who only compares with another's images has no right to write there, and some token servers refuse to be asked. */
    @Test
    void asksForNoRightToWriteWhenItOnlyReads() throws Exception {
        TestCertificates certificates = TestCertificates.make(directory.resolve("tls"));
        try (TokenServer tokens = TokenServer.start(certificates);
                LocalRegistry registry = LocalRegistry.start(
                        directory,
                        Options.plain().tokens(tokens.realm(), TokenServer.SERVICE, certificates.authority()))) {
            TrustSettings trust = new TrustSettings(List.of(), Set.of(registry.name(), tokens.name()));
            ImageReference reference = ImageReference.parse(registry.name() + "/" + NAME + ":1");
            assertThat(registries(login(LocalRegistry.LOGIN), trust)
                            .repositoryForReading(reference)
                            .fetchManifest("1"))
                    .isEmpty();
            assertThat(tokens.scopes()).containsOnly("repository:" + NAME + ":pull");
        }
    }

    @Test
    void saysThatARegistryIsReadOnly() throws Exception {
        try (LocalRegistry registry =
                LocalRegistry.start(directory, Options.plain().readOnly())) {
            assertThatThrownBy(() -> push(registry.name(), Credentials.none(), insecure(registry.name())))
                    .hasMessageContaining("405")
                    .hasMessageContaining("read-only");
        }
        assertThat(notices).as("nothing of this is worth another try").isEmpty();
    }

    @Test
    void saysThatABlobIsTooLarge() throws Exception {
        assertRefused(
                new Fault.Answer(413, List.of(), "<html>too large</html>"),
                "PUT",
                "413",
                "sending " + SIZE + " bytes to " + NAME,
                "quota");
        assertThat(notices).as("the first answer says it all").isEmpty();
    }

    @Test
    void saysThatARepositoryIsUnknownOrDenied() throws Exception {
        assertRefused(
                new Fault.Answer(404, List.of(), error("NAME_UNKNOWN", "no such project")),
                "POST",
                "404",
                "no such project",
                "repository is unknown");
        assertRefused(
                new Fault.Answer(403, List.of(), error("DENIED", "quota exceeded")),
                "POST",
                "403",
                "quota exceeded",
                "quota");
    }

    @Test
    void saysThatNobodyAnswers() throws Exception {
        String closed;
        try (LocalRegistry registry = LocalRegistry.start(directory)) {
            closed = registry.name();
        }
        assertThatThrownBy(() -> push(closed, Credentials.none(), insecure(closed)))
                .hasMessageContaining(closed)
                .hasMessageContaining("no connection (refused); is it running, is the port right?")
                .hasMessageContaining("tried 3 times");
        assertThatThrownBy(() -> push("no-such-host.invalid", Credentials.none(), TrustSettings.platform()))
                .hasMessageContaining(
                        "there is no host of that name; correct tcib.registry, or tcib.base if a base is pulled");
    }

    @Test
    void asksAgainWhenTheRegistryIsBusyAndWaitsAsLongAsItSays() throws Exception {
        AtomicInteger count = new AtomicInteger();
        assertHeals((method, path) -> !method.equals("POST") || count.getAndIncrement() > 1
                ? new Fault.None()
                : new Fault.Answer(count.get() == 1 ? 429 : 500, List.of("Retry-After: 1"), ""));
        assertThat(notices)
                .hasSize(2)
                .anyMatch(notice -> notice.contains("429") && notice.contains("trying again in 1.0 s"))
                .anyMatch(notice -> notice.contains("500"));
    }

    @Test
    void startsANewSessionWhenAnUploadIsCut() throws Exception {
        AtomicInteger count = new AtomicInteger();
        List<FaultyProxy.Seen> seen =
                assertHeals((method, path) -> FaultyProxy.isUpload(method, path) && count.getAndIncrement() == 0
                        ? new Fault.Cut(SIZE / 2)
                        : new Fault.None());
        assertThat(uploads(seen)).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void neverSendsAnUploadTwiceIntoASession() throws Exception {
        AtomicInteger count = new AtomicInteger();
        List<FaultyProxy.Seen> seen =
                assertHeals((method, path) -> FaultyProxy.isUpload(method, path) && count.getAndIncrement() == 0
                        ? new Fault.Answer(500, List.of(), "")
                        : new Fault.None());
        assertThat(uploads(seen)).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void seesThatABlobIsThereThoughTheLastAnswerWasLost() throws Exception {
        AtomicInteger count = new AtomicInteger();
        List<FaultyProxy.Seen> seen =
                assertHeals((method, path) -> FaultyProxy.isUpload(method, path) && count.getAndIncrement() == 0
                        ? new Fault.LoseAnswer()
                        : new Fault.None());
        assertThat(uploads(seen)).as("the blob is sent once").hasSize(1);
    }

    @Test
    void givesUpAStalledUploadAndStartsAnew() throws Exception {
        AtomicInteger count = new AtomicInteger();
        List<FaultyProxy.Seen> seen =
                assertHeals((method, path) -> FaultyProxy.isUpload(method, path) && count.getAndIncrement() == 0
                        ? new Fault.Stall()
                        : new Fault.None());
        assertThat(uploads(seen)).hasSize(2).doesNotHaveDuplicates();
        assertThat(notices).anyMatch(notice -> notice.contains("nothing was taken for 2 s"));
    }

    @Test
    void healsDropsAnywhere() throws Exception {
        AtomicInteger count = new AtomicInteger();
        assertHeals((method, path) -> count.getAndIncrement() % 7 == 1 ? new Fault.Drop() : new Fault.None());
    }

    @Test
    void namesWhatIsMissingWhenItGivesUp() throws Exception {
        try (LocalRegistry registry = LocalRegistry.start(directory);
                FaultyProxy proxy = FaultyProxy.before(
                        registry,
                        (method, path) ->
                                FaultyProxy.isUpload(method, path) ? new Fault.Cut(1000) : new Fault.None())) {
            assertThatThrownBy(() -> push(proxy.name(), Credentials.none(), insecure(proxy.name())))
                    .hasMessageContaining(blob.digest().toString())
                    .hasMessageContaining(NAME)
                    .hasMessageContaining("tried 3 times");
        }
    }

    @Test
    void mountsBlobsOfOtherRepositories() throws Exception {
        try (LocalRegistry registry = LocalRegistry.start(directory)) {
            Registries registries = registries(Credentials.none(), insecure(registry.name()));
            Repository first = registries.repository(ImageReference.parse(registry.name() + "/" + NAME));
            Repository second = registries.repository(ImageReference.parse(registry.name() + "/ns/other"));

            assertThat(first.pushBlob(blob, file, Optional.empty())).isEqualTo(Delivery.SENT);
            assertThat(second.pushBlob(blob, file, Optional.of(NAME))).isEqualTo(Delivery.MOUNTED);
            assertThat(second.hasBlob(blob)).isTrue();
            assertThat(registries
                            .repository(ImageReference.parse(registry.name() + "/ns/third"))
                            .pushBlob(blob, file, Optional.of("ns/without")))
                    .as("a repository without it is no harm")
                    .isEqualTo(Delivery.SENT);
        }
    }

    @Test
    void readsBackWhatItPushed() throws Exception {
        try (LocalRegistry registry = LocalRegistry.start(directory)) {
            Repository repository = repository(registry.name(), Credentials.none(), insecure(registry.name()));
            byte[] manifest = push(repository);

            FetchedManifest read = repository.fetchManifest("t").orElseThrow();
            assertThat(read.content()).isEqualTo(manifest);
            assertThat(read.mediaType()).isEqualTo(MediaTypes.OCI_MANIFEST);
            assertThat(repository.fetchManifest("absent")).isEmpty();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            repository.fetchBlob(blob, out);
            assertThat(out.toByteArray()).isEqualTo(Files.readAllBytes(file));
        }
    }

    @Test
    void saysThatABlobOfAManifestIsMissing() throws Exception {
        try (LocalRegistry registry = LocalRegistry.start(directory)) {
            Repository repository = repository(registry.name(), Credentials.none(), insecure(registry.name()));
            assertThatThrownBy(() -> repository.putManifest("t", MediaTypes.OCI_MANIFEST, manifestOf(blob)))
                    .isInstanceOfSatisfying(
                            RegistryException.class,
                            e -> assertThat(e.kind()).isEqualTo(RegistryException.Kind.MISSING));
        }
    }

    private List<FaultyProxy.Seen> assertHeals(FaultyProxy.Faults faults) throws Exception {
        try (LocalRegistry registry = LocalRegistry.start(directory);
                FaultyProxy proxy = FaultyProxy.before(registry, faults)) {
            Repository repository = repository(proxy.name(), Credentials.none(), insecure(proxy.name()));
            push(repository);
            List<FaultyProxy.Seen> seen = proxy.seen();
            proxy.heal();
            assertThat(repository.hasBlob(blob)).isTrue();
            assertThat(Files.readAllBytes(registry.blobFile(blob.digest().hex())))
                    .isEqualTo(Files.readAllBytes(file));
            return seen;
        }
    }

    private void assertRefused(Fault fault, String method, String... words) throws Exception {
        try (LocalRegistry registry = LocalRegistry.start(directory);
                FaultyProxy proxy = FaultyProxy.before(
                        registry, (asked, path) -> asked.equals(method) ? fault : new Fault.None())) {
            assertThatThrownBy(() -> push(proxy.name(), Credentials.none(), insecure(proxy.name())))
                    .satisfies(e -> assertThat(e.getMessage()).contains(words));
        }
    }

    private void assertPushes(Repository repository) throws Exception {
        push(repository);
        assertThat(repository.hasBlob(blob)).isTrue();
    }

    private void push(String registry, Credentials credentials, TrustSettings trust) throws Exception {
        push(repository(registry, credentials, trust));
    }

    /** Pushes the blob as the config of a manifest without layers. */
    private byte[] push(Repository repository) throws Exception {
        repository.pushBlob(blob, file, Optional.empty());
        byte[] manifest = manifestOf(blob);
        repository.putManifest("t", MediaTypes.OCI_MANIFEST, manifest);
        assertThat(repository.fetchManifestDigest("t")).contains(Digest.of(manifest));
        return manifest;
    }

    private static byte[] manifestOf(Descriptor config) {
        return ("{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.OCI_MANIFEST + "\",\"config\":{\"mediaType\":\""
                        + MediaTypes.OCI_CONFIG + "\",\"digest\":\"" + config.digest() + "\",\"size\":" + config.size()
                        + "},\"layers\":[]}")
                .getBytes(UTF_8);
    }

    private Repository repository(String registry, Credentials credentials, TrustSettings trust) throws Exception {
        return registries(credentials, trust).repository(ImageReference.parse(registry + "/" + NAME));
    }

    private Registries registries(Credentials credentials, TrustSettings trust) {
        return new Registries(new RegistrySettings(
                credentials,
                trust,
                Proxies.open(ProxySelector.of(null)),
                new Retries(3, Duration.ofMillis(10), Duration.ofSeconds(1)),
                new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofSeconds(20)),
                notices::add));
    }

    private static Credentials login(Credential credential) {
        return new Credentials(List.of(new CredentialSource() {
            @Override
            public Optional<Credential> find(String registry, String repository) {
                return Optional.of(credential);
            }

            @Override
            public String origin() {
                return "the test";
            }
        }));
    }

    private static TrustSettings insecure(String name) {
        return new TrustSettings(List.of(), Set.of(name));
    }

    private static String error(String code, String message) {
        return "{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}]}";
    }

    private static List<String> uploads(List<FaultyProxy.Seen> seen) {
        return seen.stream()
                .filter(request -> FaultyProxy.isUpload(request.method(), request.path()))
                .map(request -> request.path().replaceAll("\\?.*", ""))
                .toList();
    }
}

package io.github.tcib.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {

    private static final String REGISTRY = "r.example:5000";

    @TempDir
    Path directory;

    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, Credential.Basic> servers = new HashMap<>();

    @Test
    void asksSettingsThenTheChosenFileThenPodmansThenDockers() throws Exception {
        Path chosen = authFile("chosen.json", Map.of(REGISTRY, "chosen:1"));
        authFile("run/containers/auth.json", Map.of(REGISTRY, "runtime:1"));
        authFile("home/.config/containers/auth.json", Map.of(REGISTRY, "config:1"));
        authFile("home/.docker/config.json", Map.of(REGISTRY, "docker:1"));
        environment.put("XDG_RUNTIME_DIR", directory.resolve("run").toString());
        servers.put(REGISTRY, new Credential.Basic("settings", "1"));

        List<String> users = new ArrayList<>();
        users.add(userOf(Optional.of(chosen)));
        servers.clear();
        users.add(userOf(Optional.of(chosen)));
        environment.put("REGISTRY_AUTH_FILE", chosen.toString());
        users.add(userOf(Optional.empty()));
        environment.remove("REGISTRY_AUTH_FILE");
        users.add(userOf(Optional.empty()));
        environment.remove("XDG_RUNTIME_DIR");
        users.add(userOf(Optional.empty()));
        Files.delete(directory.resolve("home/.config/containers/auth.json"));
        users.add(userOf(Optional.empty()));
        Files.delete(directory.resolve("home/.docker/config.json"));
        users.add(userOf(Optional.empty()));

        assertThat(users).containsExactly("settings", "chosen", "chosen", "runtime", "config", "docker", "nobody");
    }

    @Test
    void findsServersByChoiceThenHostAndPortThenHost() throws Exception {
        servers.put("r.example", new Credential.Basic("host", "1"));
        servers.put("release", new Credential.Basic("chosen", "1"));

        assertThat(user(credentials(Optional.empty()), REGISTRY, "a")).isEqualTo("host");
        servers.put(REGISTRY, new Credential.Basic("port", "1"));
        assertThat(user(credentials(Optional.empty()), REGISTRY, "a")).isEqualTo("port");
        Credentials chosen = new Credentials(List.of(new ServerCredentials(
                id -> Optional.ofNullable(servers.get(id)),
                Optional.of(new ServerCredentials.Choice(REGISTRY, "release")),
                "settings.xml")));
        assertThat(user(chosen, REGISTRY, "a")).isEqualTo("chosen");
        assertThat(user(chosen, "other.example", "a"))
                .as("no other registry gets the chosen server's password")
                .isEqualTo("nobody");
    }

    @Test
    void saysWhenAChosenServerIsNotThere() {
        Credentials chosen = new Credentials(List.of(new ServerCredentials(
                id -> Optional.empty(),
                Optional.of(new ServerCredentials.Choice(REGISTRY, "release")),
                "settings.xml")));

        assertThatThrownBy(() -> chosen.forRegistry(REGISTRY, "a"))
                .hasMessage(
                        "there is no server 'release' with a username in settings.xml; add it, or correct tcib.server");
    }

    @Test
    void prefersTheKeyThatIsMostParticular() throws Exception {
        Path file = authFile(
                "auth.json",
                Map.of(
                        REGISTRY,
                        "all:1",
                        REGISTRY + "/ns",
                        "ns:1",
                        REGISTRY + "/ns/nova",
                        "nova:1",
                        "https://old.example/v1/",
                        "old:1"));
        Credentials credentials = credentials(Optional.of(file));

        assertThat(user(credentials, REGISTRY, "ns/nova")).isEqualTo("nova");
        assertThat(user(credentials, REGISTRY, "ns/nova-api")).isEqualTo("ns");
        assertThat(user(credentials, REGISTRY, "other")).isEqualTo("all");
        assertThat(user(credentials, "old.example", "x")).isEqualTo("old");
        assertThat(user(credentials, "r.example", "x")).isEqualTo("nobody");
    }

    @Test
    void keepsColonsInPasswordsAndReadsTokens() throws Exception {
        Path file = directory.resolve("auth.json");
        Files.writeString(
                file,
                "{\"auths\": {\"a.example\": {\"auth\": \"" + base64("me:p:w") + "\"},"
                        + " \"b.example\": {\"auth\": \"" + base64("<token>:") + "\", \"identitytoken\": \"it\"}}}");
        Credentials credentials = credentials(Optional.of(file));

        assertThat(credentials.forRegistry("a.example", "x").orElseThrow().credential())
                .isEqualTo(new Credential.Basic("me", "p:w"));
        assertThat(credentials.forRegistry("b.example", "x").orElseThrow().credential())
                .isEqualTo(new Credential.IdentityToken("it"));
    }

    @Test
    void asksHelpers() throws Exception {
        helper(
                "one",
                "read server; [ \"$server\" = " + REGISTRY + " ] && echo '{\"Username\": \"h1\", \"Secret\": \"s\"}'");
        helper(
                "all",
                "read server; case $server in t.example) echo '{\"Username\": \"<token>\", \"Secret\": \"it\"}';;"
                        + " *) echo 'credentials not found in native keychain'; exit 1;; esac");
        Path file = directory.resolve("config.json");
        Files.writeString(file, "{\"credHelpers\": {\"" + REGISTRY + "\": \"one\"}, \"credsStore\": \"all\"}");
        Credentials credentials = credentials(Optional.of(file));

        assertThat(user(credentials, REGISTRY, "a")).isEqualTo("h1");
        assertThat(credentials.forRegistry("t.example", "a").orElseThrow().credential())
                .isEqualTo(new Credential.IdentityToken("it"));
        assertThat(user(credentials, "unknown.example", "a")).isEqualTo("nobody");
    }

    @Test
    void saysWhichHelperFailsAndKeepsWhatItPrintsToItself() throws Exception {
        helper("bad", "echo top-secret; echo top-secret >&2; exit 3");
        Path file = directory.resolve("config.json");
        Files.writeString(file, "{\"credsStore\": \"bad\"}");

        assertThatThrownBy(() -> credentials(Optional.of(file)).forRegistry(REGISTRY, "a"))
                .hasMessage("the credential helper docker-credential-bad, named in '" + file
                        + "', gives no credentials: it ended with code 3")
                .hasMessageNotContaining("top-secret");
        Files.writeString(file, "{\"credsStore\": \"absent\"}");
        assertThatThrownBy(() -> credentials(Optional.of(file)).forRegistry(REGISTRY, "a"))
                .hasMessage("the credential helper docker-credential-absent, named in '" + file
                        + "', gives no credentials: there is no such program on the PATH; install it");
        Files.writeString(file, "{\"credsStore\": \"../../bin/sh\"}");
        assertThatThrownBy(() -> credentials(Optional.of(file)).forRegistry(REGISTRY, "a"))
                .hasMessage("the credential helper docker-credential-../../bin/sh, named in '" + file
                        + "', gives no credentials: its name is not one of a program");
        helper("odd", "echo yes");
        Files.writeString(file, "{\"credsStore\": \"odd\"}");
        assertThatThrownBy(() -> credentials(Optional.of(file)).forRegistry(REGISTRY, "a"))
                .hasMessage("the credential helper docker-credential-odd, named in '" + file
                        + "', gives no credentials: its answer is not JSON");
        Files.createDirectory(directory.resolve("bin/docker-credential-folder"));
        Files.writeString(file, "{\"credsStore\": \"folder\"}");
        assertThatThrownBy(() -> credentials(Optional.of(file)).forRegistry(REGISTRY, "a"))
                .hasMessage("the credential helper docker-credential-folder, named in '" + file
                        + "', gives no credentials: it cannot be run");
    }

    @Test
    void endsAHelperThatDoesNotAnswer() throws Exception {
        helper("slow", "exec sleep 600");
        Path file = directory.resolve("config.json");
        Files.writeString(file, "{\"credsStore\": \"slow\"}");
        AuthFile source = new AuthFile(
                file, true, new CredentialHelper(environment.get("PATH") + ":/bin", Duration.ofSeconds(1)));

        assertThatThrownBy(() -> source.find(REGISTRY, "a"))
                .isInstanceOf(RegistryException.class)
                .hasMessage("the credential helper docker-credential-slow, named in '" + file
                        + "', gives no credentials: it did not answer within 1 s");
    }

    @Test
    void saysThatAFileCannotBeRead() {
        assertThatThrownBy(() -> credentials(Optional.of(directory)).forRegistry(REGISTRY, "a"))
                .isInstanceOf(RegistryException.class)
                .hasMessage("the file of credentials '" + directory
                        + "' cannot be used: Is a directory; log in again with 'podman login' or correct the file");
    }

    @Test
    void namesAFileThatIsMissingOrDamagedWithoutItsContent() throws Exception {
        Path file = directory.resolve("auth.json");
        assertThatThrownBy(() -> credentials(Optional.of(file)).forRegistry(REGISTRY, "a"))
                .hasMessage(
                        "the file of credentials '" + file + "' does not exist; write it with 'podman login --authfile "
                                + file + " REGISTRY', or correct tcib.authFile or REGISTRY_AUTH_FILE");
        Files.writeString(file, "{\"auths\": {\"" + REGISTRY + "\": {\"auth\": c2VjcmV0 ");
        assertThatThrownBy(() -> credentials(Optional.of(file)).forRegistry(REGISTRY, "a"))
                .hasMessage(
                        "the file of credentials '" + file + "' cannot be used: it is not JSON (line 1); log in again"
                                + " with 'podman login' or correct the file")
                .hasMessageNotContaining("c2VjcmV0");
        Files.writeString(file, "{\"auths\": {\"" + REGISTRY + "\": {\"auth\": \"c2VjcmV0\"}}}");
        assertThatThrownBy(() -> credentials(Optional.of(file)).forRegistry(REGISTRY, "a"))
                .hasMessage(
                        "the file of credentials '" + file + "' cannot be used: the entry '" + REGISTRY
                                + "' does not hold base64 of user:password; log in again with 'podman login' or correct the file")
                .hasMessageNotContaining("c2VjcmV0");
    }

    @Test
    void writesAFileForThisUserAloneAndTakesItAway() throws Exception {
        Path file = authFile("auth.json", Map.of(REGISTRY + "/ns", "me:secret", "other.example", "not:wanted"));
        Path written;
        try (PrivateAuthFile auth = credentials(Optional.of(file))
                .writeAuthFile(
                        List.of(REGISTRY + "/ns/base:1", "scratch", "free.example/x"), directory.resolve("private"))) {
            written = auth.path();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(written)))
                    .isEqualTo("rw-------");
            assertThat(new JsonMapper().readTree(Files.readAllBytes(written)).toString())
                    .isEqualTo("{\"auths\":{\"" + REGISTRY + "/ns/base\":{\"auth\":\"" + base64("me:secret") + "\"}}}");
        }
        assertThat(written).doesNotExist();
    }

    @Test
    void neverShowsSecrets() {
        assertThat(new Credential.Basic("me", "secret").toString()).doesNotContain("secret");
        assertThat(new Credential.IdentityToken("secret").toString()).doesNotContain("secret");
        assertThat(new Credentials.Found(new Credential.Basic("me", "secret"), "x").toString())
                .doesNotContain("secret");
    }

    private String userOf(Optional<Path> chosen) throws Exception {
        return user(credentials(chosen), REGISTRY, "ns/nova");
    }

    private static String user(Credentials credentials, String registry, String repository) throws Exception {
        return credentials
                .forRegistry(registry, repository)
                .map(found -> ((Credential.Basic) found.credential()).user())
                .orElse("nobody");
    }

    private Credentials credentials(Optional<Path> chosen) {
        List<CredentialSource> sources = new ArrayList<>();
        sources.add(
                new ServerCredentials(id -> Optional.ofNullable(servers.get(id)), Optional.empty(), "settings.xml"));
        sources.addAll(AuthFiles.of(chosen, environment, directory.resolve("home")));
        return new Credentials(sources);
    }

    private Path authFile(String name, Map<String, String> logins) throws Exception {
        Path file = directory.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        Map<String, Object> auths = new HashMap<>();
        logins.forEach((key, login) -> auths.put(key, Map.of("auth", base64(login))));
        Files.write(file, new JsonMapper().writeValueAsBytes(Map.of("auths", auths)));
        return file;
    }

    private void helper(String name, String script) throws Exception {
        Path bin = Files.createDirectories(directory.resolve("bin"));
        Path program = bin.resolve("docker-credential-" + name);
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        environment.put("PATH", bin.toString());
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}

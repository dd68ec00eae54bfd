package io.github.tcib.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.tcib.file.ForeignFile;
import io.github.tcib.json.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A file of credentials as podman (containers-auth.json(5)) and Docker write it: a helper for a registry, entries whose keys
 * are a registry or a path below it (the longest that fits counts), and a helper for all else.
 */
final class AuthFile implements CredentialSource {

    private static final String DOCKER_HUB_KEY = "https://index.docker.io/v1/";

    private final Path file;
    private final boolean required;
    private final CredentialHelper helper;

    /** @param required whether its absence is an error: it was asked for by name */
    AuthFile(Path file, boolean required, CredentialHelper helper) {
        this.file = file;
        this.required = required;
        this.helper = helper;
    }

    @Override
    public Optional<Credential> find(String registry, String repository)
            throws RegistryException, InterruptedException {
        Optional<JsonNode> read = read();
        if (read.isEmpty()) {
            return Optional.empty();
        }
        JsonNode json = read.get();
        String server = registry.equals(ImageReference.DOCKER_HUB) ? DOCKER_HUB_KEY : registry;
        String own = json.path("credHelpers")
                .path(registry)
                .asText(json.path("credHelpers").path(server).asText(""));
        if (!own.isEmpty()) {
            return helper.get(own, server, file);
        }
        for (String key : keysOf(registry, repository)) {
            Optional<Credential> credential = credentialOf(json.path("auths").path(key), key);
            if (credential.isPresent()) {
                return credential;
            }
        }
        String store = json.path("credsStore").asText("");
        return store.isEmpty() ? Optional.empty() : helper.get(store, server, file);
    }

    /** The most particular first; then what old versions of Docker wrote. */
    private static List<String> keysOf(String registry, String repository) {
        List<String> keys = new ArrayList<>();
        for (String path = registry + "/" + repository; path.contains("/"); ) {
            keys.add(path);
            path = path.substring(0, path.lastIndexOf('/'));
        }
        keys.add(registry);
        if (registry.equals(ImageReference.DOCKER_HUB)) {
            keys.addAll(List.of(DOCKER_HUB_KEY, "index.docker.io", "registry-1.docker.io"));
        }
        for (String legacy : List.of("https://%s", "https://%s/", "https://%s/v1/", "https://%s/v2/", "http://%s")) {
            keys.add(legacy.formatted(registry));
        }
        return keys;
    }

    private Optional<Credential> credentialOf(JsonNode entry, String key) throws RegistryException {
        String identity = entry.path("identitytoken").asText("");
        if (!identity.isEmpty()) {
            return Optional.of(new Credential.IdentityToken(identity));
        }
        String auth = entry.path("auth").asText("");
        if (auth.isEmpty()) {
            String user = entry.path("username").asText("");
            return user.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            new Credential.Basic(user, entry.path("password").asText("")));
        }
        String decoded = decode(auth, key);
        int colon = decoded.indexOf(':');
        if (colon < 0) {
            throw unusable("the entry '" + key + "' does not hold base64 of user:password");
        }
        // Docker once ended passwords with NUL bytes.
        String password = decoded.substring(colon + 1).replaceAll("\0+$", "");
        return Optional.of(new Credential.Basic(decoded.substring(0, colon), password));
    }

    private String decode(String auth, String key) throws RegistryException {
        try {
            return new String(Base64.getDecoder().decode(auth.strip()), UTF_8);
        } catch (IllegalArgumentException e) {
            throw unusable("the entry '" + key + "' does not hold base64 of user:password");
        }
    }

    private Optional<JsonNode> read() throws RegistryException {
        try {
            byte[] content = ForeignFile.read(file);
            return content.length == 0
                    ? Optional.empty()
                    : Optional.of(JsonText.read(content)).filter(JsonNode::isObject);
        } catch (NoSuchFileException e) {
            if (required) {
                throw new RegistryException(
                        RegistryException.Kind.REGISTRY,
                        "the file of credentials '" + file + "' does not exist; write it with 'podman login --authfile "
                                + file + " REGISTRY', or correct tcib.authFile or REGISTRY_AUTH_FILE");
            }
            return Optional.empty();
        } catch (JsonProcessingException e) {
            // The parser's own message quotes what it read, which may be a password.
            throw unusable("it is not JSON"
                    + Optional.ofNullable(e.getLocation())
                            .map(place -> " (line " + place.getLineNr() + ")")
                            .orElse(""));
        } catch (IOException e) {
            if (!required && !Files.isReadable(file)) {
                return Optional.empty();
            }
            throw unusable(String.valueOf(e.getMessage()));
        }
    }

    private RegistryException unusable(String why) {
        return new RegistryException(
                RegistryException.Kind.REGISTRY,
                "the file of credentials '" + file + "' cannot be used: " + why
                        + "; log in again with 'podman login' or correct the file");
    }

    @Override
    public String origin() {
        return file.toString();
    }
}

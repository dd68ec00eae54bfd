package io.github.tcib.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;

/** A file of credentials in podman's format (containers-auth.json(5)) for this user's eyes only, as long as it is open. */
public final class PrivateAuthFile implements AutoCloseable {

    private final Path path;

    private PrivateAuthFile(Path path) {
        this.path = path;
    }

    static PrivateAuthFile write(Map<String, Credential> byName, Path directory) throws IOException {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ObjectNode auths = json.putObject("auths");
        byName.forEach((name, credential) -> {
            ObjectNode entry = auths.putObject(name);
            if (credential instanceof Credential.Basic basic) {
                entry.put("auth", base64(basic.user() + ":" + basic.password()));
            } else if (credential instanceof Credential.IdentityToken token) {
                entry.put("auth", base64("<token>:"));
                entry.put("identitytoken", token.token());
            }
        });
        Files.createDirectories(directory);
        Path file = Files.createTempFile(
                directory,
                "auth-",
                ".json",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        // a killed Maven does not close it; an ended one should leave nothing behind
        file.toFile().deleteOnExit();
        Files.write(file, new JsonMapper().writeValueAsBytes(json));
        return new PrivateAuthFile(file);
    }

    /** For {@code --authfile}. */
    public Path path() {
        return path;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }
}

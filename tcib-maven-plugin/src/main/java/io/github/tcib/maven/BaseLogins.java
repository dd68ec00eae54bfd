package io.github.tcib.maven;

import io.github.tcib.model.ImageGraph;
import io.github.tcib.model.Parent;
import io.github.tcib.registry.Credential;
import io.github.tcib.registry.Credentials;
import io.github.tcib.registry.ImageReference;
import io.github.tcib.registry.PrivateAuthFile;
import io.github.tcib.registry.RegistryException;
import io.github.tcib.registry.RegistryLogin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Logins for pulling the bases of a tree, in the forms the engines take them: a private file for buildah, names and passwords
 * for the embedded engine. The file goes when this is closed.
 */
final class BaseLogins implements AutoCloseable {

    private final PrivateAuthFile authFile;
    private final Map<String, RegistryLogin> byRegistry;

    private BaseLogins(PrivateAuthFile authFile, Map<String, RegistryLogin> byRegistry) {
        this.authFile = authFile;
        this.byRegistry = byRegistry;
    }

    /**
     * Finds the logins; may read files and run credential helpers.
     *
     * @param directory where the private file is written
     */
    static BaseLogins open(ImageGraph graph, Credentials credentials, Path directory)
            throws IOException, InterruptedException {
        return open(
                graph.images().stream()
                        .map(image -> image.parent())
                        .filter(Parent.External.class::isInstance)
                        .map(Parent::reference)
                        .distinct()
                        .toList(),
                credentials,
                directory);
    }

    /**
     * Finds the logins for some images; may read files and run credential helpers.
     *
     * @param directory where the private file is written
     */
    static BaseLogins open(List<String> bases, Credentials credentials, Path directory)
            throws IOException, InterruptedException {
        Map<String, RegistryLogin> byRegistry = new HashMap<>();
        for (String base : bases) {
            Optional<ImageReference> reference = referenceIn(base);
            if (reference.isPresent()) {
                credentials
                        .forRegistry(reference.get().registry(), reference.get().repository())
                        .ifPresent(found -> byRegistry.put(reference.get().registry(), loginOf(found.credential())));
            }
        }
        return new BaseLogins(credentials.writeAuthFile(bases, directory), Map.copyOf(byRegistry));
    }

    /** The file for buildah, when there is a login at all; without one, buildah looks where it always looks. */
    Optional<Path> authFile() {
        return byRegistry.isEmpty() ? Optional.empty() : Optional.of(authFile.path());
    }

    Optional<RegistryLogin> loginFor(String registry) {
        return Optional.ofNullable(byRegistry.get(registry));
    }

    @Override
    public void close() throws IOException {
        authFile.close();
    }

    /** {@code scratch}, {@code oci:} layouts and archives are no references. */
    private static Optional<ImageReference> referenceIn(String base) {
        try {
            return base.equals("scratch") ? Optional.empty() : Optional.of(ImageReference.parse(base));
        } catch (RegistryException e) {
            return Optional.empty();
        }
    }

    private static RegistryLogin loginOf(Credential credential) {
        if (credential instanceof Credential.Basic basic) {
            return new RegistryLogin(basic.user(), basic.password());
        }
        if (credential instanceof Credential.IdentityToken token) {
            return new RegistryLogin("<token>", token.token());
        }
        throw new IllegalStateException("a credential of an unknown kind");
    }
}

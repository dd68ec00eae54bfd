package io.github.tcib.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Finds credentials in some places in order; the first hit counts. What was found is kept, since helpers are slow. */
public final class Credentials {

    private final List<CredentialSource> sources;
    private final Map<String, Optional<Found>> known = new ConcurrentHashMap<>();

    /** @param sources in the order in which they are asked */
    public Credentials(List<CredentialSource> sources) {
        this.sources = List.copyOf(sources);
    }

    /** Nobody's credentials: requests are anonymous. */
    public static Credentials none() {
        return new Credentials(List.of());
    }

    /**
     * A credential and where it was found.
     *
     * @param origin for messages
     */
    public record Found(Credential credential, String origin) {}

    /**
     * The credential for a repository, from the first place that has one; may read files and run helpers.
     *
     * @param registry host, and port if it has one
     * @param repository path of the repository
     * @throws RegistryException when a place is there but cannot be used
     */
    public Optional<Found> forRegistry(String registry, String repository)
            throws RegistryException, InterruptedException {
        String key = registry + "/" + repository;
        Optional<Found> before = known.get(key);
        if (before != null) {
            return before;
        }
        Optional<Found> found = Optional.empty();
        for (CredentialSource source : sources) {
            Optional<Credential> hit = source.find(registry, repository);
            if (hit.isPresent()) {
                found = Optional.of(new Found(hit.get(), source.origin()));
                break;
            }
        }
        known.put(key, found);
        return found;
    }

    /** The places that are asked, in order, for messages. */
    public List<String> origins() {
        return sources.stream().map(CredentialSource::origin).toList();
    }

    /**
     * Writes the credentials of some images to a file that only this user may read, in the format of podman, for commands that
     * pull them.
     *
     * @param references images to be pulled; what is not a reference is left out
     * @param directory where the file is written; created if missing
     * @return the file, deleted when it is closed
     */
    public PrivateAuthFile writeAuthFile(Collection<String> references, Path directory)
            throws IOException, InterruptedException {
        Map<String, Credential> byName = new TreeMap<>();
        for (String text : references) {
            Optional<ImageReference> reference = referenceOf(text);
            if (reference.isPresent()) {
                forRegistry(reference.get().registry(), reference.get().repository())
                        .ifPresent(found -> byName.put(reference.get().name(), found.credential()));
            }
        }
        return PrivateAuthFile.write(byName, directory);
    }

    private static Optional<ImageReference> referenceOf(String text) {
        try {
            return text.equals("scratch") ? Optional.empty() : Optional.of(ImageReference.parse(text));
        } catch (RegistryException e) {
            return Optional.empty();
        }
    }
}

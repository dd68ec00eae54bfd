package io.github.tcib.maven;

import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;

/** Finds RPMs that were deployed as artifacts of type {@code rpm}. */
final class RpmArtifacts {

    private static final String EXTENSION = "rpm";
    private static final int WITHOUT_CLASSIFIER = 3;
    private static final int WITH_CLASSIFIER = 4;

    private final RepositorySystem repositories;
    private final RepositorySystemSession session;
    private final List<RemoteRepository> remotes;

    RpmArtifacts(RepositorySystem repositories, RepositorySystemSession session, List<RemoteRepository> remotes) {
        this.repositories = repositories;
        this.session = session;
        this.remotes = List.copyOf(remotes);
    }

    /**
     * Fetches the RPM of some coordinates.
     *
     * @throws MojoFailureException when the text is no coordinates, or no repository has them
     */
    Path fetch(String coordinates) throws MojoFailureException {
        String[] parts = coordinates.split(":", -1);
        if (parts.length < WITHOUT_CLASSIFIER
                || parts.length > WITH_CLASSIFIER
                || List.of(parts).stream().anyMatch(String::isBlank)) {
            throw new MojoFailureException("tcib.hotfix.artifacts: '" + coordinates
                    + "' is not of the form groupId:artifactId:version[:classifier]");
        }
        String classifier = parts.length == WITH_CLASSIFIER ? parts[WITHOUT_CLASSIFIER] : "";
        try {
            return repositories
                    .resolveArtifact(
                            session,
                            new ArtifactRequest(
                                    new DefaultArtifact(parts[0], parts[1], classifier, EXTENSION, parts[2]),
                                    remotes,
                                    "tcib"))
                    .getArtifact()
                    .getFile()
                    .toPath();
        } catch (ArtifactResolutionException e) {
            throw new MojoFailureException(
                    "tcib.hotfix.artifacts: " + coordinates + " cannot be had: " + e.getMessage(), e);
        }
    }
}

package io.github.tcib.maven;

import io.github.tcib.platform.PlatformTarget;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.VersionRangeRequest;
import org.eclipse.aether.resolution.VersionRangeResolutionException;
import org.eclipse.aether.version.Version;

/** Finds an earlier report that was deployed as an artifact. */
final class BaselineArtifact {

    /** What stands for the newest version that is no snapshot. */
    static final String LATEST_RELEASE = "LATEST_RELEASE";

    private static final String CLASSIFIER = "size-report";

    /** The extension of attached reports. */
    static final String EXTENSION = "json";

    private final RepositorySystem repositories;
    private final RepositorySystemSession session;
    private final List<RemoteRepository> remotes;
    private final String classifier;

    BaselineArtifact(
            RepositorySystem repositories,
            RepositorySystemSession session,
            List<RemoteRepository> remotes,
            PlatformTarget target) {
        this.classifier = classifier(target);
        this.repositories = repositories;
        this.session = session;
        this.remotes = List.copyOf(remotes);
    }

    /** The classifier of attached reports. */
    static String classifier(PlatformTarget target) {
        return target.alone()
                ? CLASSIFIER
                : CLASSIFIER + "-" + target.platform().word();
    }

    /** A report and where it is. */
    record Resolved(String coordinates, Path file) {}

    /** Whether a text has the form {@code groupId:artifactId:version}. */
    static boolean isCoordinates(String text) {
        return text.matches("[^:/\\\\\\s]{2,}:[^:/\\\\\\s]+:[^:/\\\\\\s]+");
    }

    /**
     * Fetches the report of some coordinates.
     *
     * @return nothing when no repository has it
     */
    Optional<Resolved> fetch(String coordinates) {
        String[] parts = coordinates.split(":", -1);
        try {
            Optional<String> version =
                    parts[2].equals(LATEST_RELEASE) ? latestRelease(parts[0], parts[1]) : Optional.of(parts[2]);
            if (version.isEmpty()) {
                return Optional.empty();
            }
            Artifact found = repositories
                    .resolveArtifact(
                            session, new ArtifactRequest(artifact(parts[0], parts[1], version.get()), remotes, "tcib"))
                    .getArtifact();
            return Optional.of(new Resolved(
                    parts[0] + ":" + parts[1] + ":" + version.get(),
                    found.getFile().toPath()));
        } catch (ArtifactResolutionException | VersionRangeResolutionException e) {
            return Optional.empty();
        }
    }

    private Optional<String> latestRelease(String groupId, String artifactId) throws VersionRangeResolutionException {
        List<Version> versions = repositories
                .resolveVersionRange(
                        session, new VersionRangeRequest(artifact(groupId, artifactId, "[0,)"), remotes, "tcib"))
                .getVersions();
        return versions.stream()
                .map(Version::toString)
                .filter(version -> !version.endsWith("-SNAPSHOT"))
                .reduce((older, newer) -> newer);
    }

    private Artifact artifact(String groupId, String artifactId, String version) {
        return new DefaultArtifact(groupId, artifactId, classifier, EXTENSION, version);
    }
}

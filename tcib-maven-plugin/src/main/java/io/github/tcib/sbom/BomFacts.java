package io.github.tcib.sbom;

import io.github.tcib.oci.Digest;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What bills say beside what is in the images.
 *
 * @param project whose images they are
 * @param tool the version of this plugin
 * @param created the time in the bills; without one they have none
 * @param digests of locked RPM files, by name, epoch, version, release and architecture, as dnf writes them
 */
public record BomFacts(Project project, String tool, Optional<Instant> created, Map<String, Digest> digests) {

    public BomFacts {
        digests = Map.copyOf(digests);
    }

    /** Coordinates of a Maven project. */
    public record Project(String group, String name, String version) {}
}

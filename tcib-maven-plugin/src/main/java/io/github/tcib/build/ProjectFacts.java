package io.github.tcib.build;

import java.time.Instant;
import java.util.Optional;

/**
 * What images say of the project they were built from (OCI image-spec, annotations.md). None of it is part of an image's key:
 * a new commit alone builds nothing.
 *
 * @param version the project's version
 * @param revision the commit, when the project is under version control
 * @param created the time that goes into image and layers, for reproducible builds; empty for the time of the build
 */
public record ProjectFacts(String version, Optional<String> revision, Optional<Instant> created) {}

package io.github.tcib.build.jib;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** The cases in which the embedded engine does something else than buildah 1.28 on purpose, with the reason. */
final class KnownDifferences {

    /** The reason by an instruction of the case. */
    private static final Map<String, String> REASONS = Map.of(
            "COPY [[]odd] /odd/",
            "buildah takes the name it found for a pattern once more and finds nothing; here the file is copied",
            "COPY *.txt /text",
            "buildah writes all files to one name and keeps the last; here it is refused");

    private KnownDifferences() {}

    static Optional<String> explain(DifferentialCases.Case difference) {
        return REASONS.entrySet().stream()
                .filter(reason -> difference.text().contains(reason.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** All reasons: each must be found in a case, or its entry has to go. */
    static Collection<String> reasons() {
        return REASONS.values();
    }
}

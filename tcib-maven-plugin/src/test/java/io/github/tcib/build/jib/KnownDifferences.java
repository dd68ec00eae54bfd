package io.github.tcib.build.jib;

import java.util.Map;
import java.util.Optional;

/** The cases in which the embedded engine does something else than buildah 1.28 on purpose, with the reason. */
final class KnownDifferences {

    /** The reason by an instruction of the case. */
    private static final Map<String, String> REASONS = Map.of(
            "COPY [[]odd] /odd/",
            "buildah takes the name it found for a pattern once more and finds nothing; here the file is copied",
            "COPY *.txt /text",
            "buildah writes all files to one name and keeps the last; here it is refused",
            "EXPOSE 53/tcp\nEXPOSE 53/udp",
            "buildah drops a port whose number is exposed already, whatever the protocol; here both stay");

    private KnownDifferences() {}

    static Optional<String> explain(DifferentialCases.Case difference) {
        return REASONS.entrySet().stream()
                .filter(reason -> difference.text().contains(reason.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** How many cases are listed: each must be found different, or its entry has to go. */
    static int count() {
        return REASONS.size();
    }
}

package io.github.tcib.patch;

import io.github.tcib.rpm.RpmFile;

/**
 * What became of an RPM in an image.
 *
 * @param rpm the package file
 * @param outcome what became of it
 * @param detail what the outcome does not say, such as the version that is installed; may be empty
 */
public record RpmVerdict(RpmFile rpm, Outcome outcome, String detail) {

    /** What can become of an RPM. */
    public enum Outcome {
        /** It was installed, in place of an older one or because another RPM needs it. */
        APPLIED("applied"),
        /** The image has this very package already. */
        INSTALLED("installed"),
        /** The image has a newer one. */
        OLDER("older"),
        /** Another RPM of the set is a newer one of the same package. */
        SUPERSEDED("superseded"),
        /** It is for machines that the image is not for. */
        WRONG_ARCHITECTURE("wrong-architecture"),
        /** The image has no such package, and nothing that was installed needs it. */
        NOT_NEEDED("not-needed");

        private final String word;

        Outcome(String word) {
            this.word = word;
        }

        /** The outcome in result files. */
        public String word() {
            return word;
        }
    }

    /** Whether the image has the package now; or never will, since a newer one of the set is in its place. */
    boolean isFine() {
        return outcome == Outcome.APPLIED || outcome == Outcome.INSTALLED || outcome == Outcome.SUPERSEDED;
    }

    /** Why it was left out, in words. */
    String reason() {
        return switch (outcome) {
            case APPLIED -> "applied";
            case INSTALLED -> "already installed";
            case OLDER -> "older than installed (" + detail + ")";
            case SUPERSEDED -> "the set has a newer one (" + detail + ")";
            case WRONG_ARCHITECTURE -> "wrong architecture (" + detail + ")";
            case NOT_NEEDED -> "not installed and not needed";
        };
    }
}

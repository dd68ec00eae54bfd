package io.github.tcib.size;

import java.util.List;

/**
 * What an image's package database says.
 *
 * @param status whether it could be read
 * @param reason why not; else empty
 * @param installed every installed package with the bytes of its files that the image shows, sorted by owner
 */
public record PackageFigures(Status status, String reason, List<OwnerBytes> installed) {

    /** Whether the packages are known. */
    public enum Status {
        READ("read"),
        UNREADABLE("unreadable"),
        NONE("none"),
        /** The layers were not read. */
        NOT_READ("not-read");

        private final String word;

        Status(String word) {
            this.word = word;
        }

        /** The word in JSON. */
        public String word() {
            return word;
        }
    }

    public PackageFigures {
        installed = List.copyOf(installed);
    }
}

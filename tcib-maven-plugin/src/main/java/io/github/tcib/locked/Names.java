package io.github.tcib.locked;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.tcib.oci.Digest;

/** Names of files that follow from what is in them. */
final class Names {

    private static final int DIGITS = 16;

    private Names() {}

    /** Enough of a text's digest to be a name. */
    static String shortDigest(String text) {
        return Digest.of(text.getBytes(UTF_8)).hex().substring(0, DIGITS);
    }
}

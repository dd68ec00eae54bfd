package io.github.tcib.locked;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/** User and password for a repository. */
record Login(String user, String password) {

    /** The value of the header Authorization (RFC 7617). */
    String header() {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    }

    /** Leaves the password out. */
    @Override
    public String toString() {
        return user + ":***";
    }
}

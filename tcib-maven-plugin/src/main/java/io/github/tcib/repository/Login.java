package io.github.tcib.repository;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/** User and password for a repository or a proxy. */
public record Login(String user, String password) {

    /** Of {@code user:password}, as in URLs. */
    static Login parse(String text) {
        String[] parts = text.split(":", 2);
        return new Login(parts[0], parts.length > 1 ? parts[1] : "");
    }

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

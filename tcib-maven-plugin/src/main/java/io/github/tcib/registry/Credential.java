package io.github.tcib.registry;

/** What proves to a registry who asks. Its text never shows the secret. */
public sealed interface Credential {

    /** A name and a password. */
    record Basic(String user, String password) implements Credential {

        @Override
        public String toString() {
            return "Basic[user=" + user + ", password=***]";
        }
    }

    /** A token that is exchanged for others (OAuth 2 refresh token; Docker calls it identity token). */
    record IdentityToken(String token) implements Credential {

        @Override
        public String toString() {
            return "IdentityToken[***]";
        }
    }
}

package io.github.tcib.registry;

/**
 * What a registry wants to know of who asks.
 *
 * @param user the name, or {@code <token>} when the password is an identity token
 * @param password never shown
 */
public record RegistryLogin(String user, String password) {

    static final String IDENTITY_TOKEN = "<token>";

    /** Says nothing of the password: logins end up in messages by accident. */
    @Override
    public String toString() {
        return user + ":***";
    }
}

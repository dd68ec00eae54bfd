package io.github.tcib.registry;

import java.util.Optional;

/**
 * Credentials of servers that are configured by id: an id chosen for one registry, else the one that is the registry's
 * {@code host:port} or host.
 */
public final class ServerCredentials implements CredentialSource {

    /** The servers by id. */
    public interface Servers {

        /**
         * The credential of a server; its password is decrypted only now.
         *
         * @throws RegistryException when it cannot be decrypted
         */
        Optional<Credential.Basic> find(String id) throws RegistryException;
    }

    /**
     * A server that is chosen for a registry.
     *
     * @param registry host, and port if it has one: no other registry gets to see the password
     * @param id of the server
     */
    public record Choice(String registry, String id) {}

    private final Servers servers;
    private final Optional<Choice> choice;
    private final String origin;

    /** @param origin what the servers are called in messages */
    public ServerCredentials(Servers servers, Optional<Choice> choice, String origin) {
        this.servers = servers;
        this.choice = choice;
        this.origin = origin;
    }

    @Override
    public Optional<Credential> find(String registry, String repository) throws RegistryException {
        Optional<String> chosen =
                choice.filter(one -> one.registry().equals(registry)).map(Choice::id);
        if (chosen.isPresent()) {
            Optional<Credential.Basic> found = servers.find(chosen.get());
            if (found.isEmpty()) {
                throw new RegistryException(
                        RegistryException.Kind.REGISTRY,
                        "there is no server '" + chosen.get() + "' with a username in " + origin
                                + "; add it, or correct tcib.server");
            }
            return found.map(basic -> basic);
        }
        for (String id : new String[] {registry, RegistryHosts.hostOf(registry)}) {
            Optional<Credential.Basic> found = servers.find(id);
            if (found.isPresent()) {
                return found.map(basic -> basic);
            }
        }
        return Optional.empty();
    }

    @Override
    public String origin() {
        return origin;
    }
}

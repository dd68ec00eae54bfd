package io.github.tcib.registry;

import java.net.ProxySelector;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * How registries are reached to pull bases.
 *
 * @param logins gives the login for a registry's host and port, if there is one
 * @param trust whom to trust
 * @param proxies how to get there
 * @param notices told what is tried again, and why; holds no secrets
 */
public record RegistryAccess(
        Function<String, Optional<RegistryLogin>> logins,
        TrustSettings trust,
        Proxies proxies,
        Consumer<String> notices) {

    /** No logins, and TLS everywhere. */
    public static RegistryAccess anonymous() {
        return new RegistryAccess(
                host -> Optional.empty(),
                TrustSettings.platform(),
                Proxies.open(ProxySelector.getDefault()),
                notice -> {});
    }

    RegistrySettings settings() {
        return new RegistrySettings(
                new Credentials(List.of(new Logins(logins))),
                trust,
                proxies,
                Retries.usual(),
                Timeouts.usual(),
                notices);
    }

    private record Logins(Function<String, Optional<RegistryLogin>> logins) implements CredentialSource {

        @Override
        public Optional<Credential> find(String registry, String repository) {
            return logins.apply(registry)
                    .map(login -> login.user().equals(RegistryLogin.IDENTITY_TOKEN)
                            ? new Credential.IdentityToken(login.password())
                            : new Credential.Basic(login.user(), login.password()));
        }

        @Override
        public String origin() {
            return "settings.xml, tcib.authFile and the files of podman and Docker";
        }
    }
}

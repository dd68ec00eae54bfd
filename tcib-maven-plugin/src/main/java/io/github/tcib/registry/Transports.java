package io.github.tcib.registry;

import io.github.tcib.registry.RegistryException.Kind;
import io.github.tcib.tls.TlsContexts;
import java.io.IOException;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import javax.net.ssl.SSLContext;

/**
 * The transport for an address: the one place that decides whether a certificate is checked, and that lets nothing out over
 * plain HTTP to a host that is not allowed to be insecure, whatever a registry answers.
 */
final class Transports {

    private enum Security {
        VERIFIED,
        UNVERIFIED,
        PLAIN
    }

    private final RegistrySettings settings;
    private final Map<Security, Transport> transports = new EnumMap<>(Security.class);

    Transports(RegistrySettings settings) {
        this.settings = settings;
    }

    /** @throws RegistryException when the address is of plain HTTP and its host is not allowed to be insecure */
    Transport to(URI address) throws RegistryException {
        String host = String.valueOf(address.getAuthority());
        boolean insecure = settings.trust().isInsecure(host);
        if ("https".equals(address.getScheme())) {
            return get(insecure ? Security.UNVERIFIED : Security.VERIFIED);
        }
        if ("http".equals(address.getScheme()) && insecure) {
            return get(Security.PLAIN);
        }
        throw new RegistryException(
                Kind.REGISTRY,
                "nothing is sent to '" + host + "' over " + address.getScheme()
                        + "; if plain HTTP is meant, name it in tcib.insecureRegistries");
    }

    private synchronized Transport get(Security security) throws RegistryException {
        Transport there = transports.get(security);
        if (there != null) {
            return there;
        }
        SSLContext tls = switch (security) {
            case VERIFIED -> verifying();
            case UNVERIFIED -> TlsContexts.unverified();
            case PLAIN -> TlsContexts.unused();
        };
        Transport made = new Transport(tls, settings.proxies().selector(), settings.timeouts());
        transports.put(security, made);
        return made;
    }

    private SSLContext verifying() throws RegistryException {
        try {
            return TlsContexts.verifying(settings.trust().caCertificates());
        } catch (IOException e) {
            throw new RegistryException(Kind.REGISTRY, "tcib.caCertificates: " + e.getMessage());
        }
    }
}

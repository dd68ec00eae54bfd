package io.github.tcib.maven;

import io.github.tcib.registry.Credential;
import io.github.tcib.registry.Proxies;
import io.github.tcib.repository.EnvironmentProxies;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** The active proxy of settings.xml; without one, those of the environment, then of the JVM. */
final class SettingsProxies extends ProxySelector implements Proxies {

    private final Optional<Proxy> proxy;
    private final ProxySelector others;

    SettingsProxies(Settings settings, SettingsDecrypter decrypter, Map<String, String> environment) {
        this.proxy = Optional.ofNullable(settings.getActiveProxy())
                .map(active -> decrypter
                        .decrypt(new DefaultSettingsDecryptionRequest(active))
                        .getProxy());
        this.others = EnvironmentProxies.of(environment);
    }

    @Override
    public ProxySelector selector() {
        return this;
    }

    @Override
    public Optional<Credential.Basic> login(URI address) {
        return proxy.filter(one -> one.getUsername() != null && isMeantFor(one, address))
                .map(one -> new Credential.Basic(
                        one.getUsername(),
                        Optional.ofNullable(one.getPassword()).orElse("")));
    }

    @Override
    public List<java.net.Proxy> select(URI address) {
        if (proxy.isEmpty()) {
            return others.select(address);
        }
        Proxy one = proxy.get();
        return isMeantFor(one, address)
                ? List.of(new java.net.Proxy(
                        java.net.Proxy.Type.HTTP, InetSocketAddress.createUnresolved(one.getHost(), one.getPort())))
                : List.of(java.net.Proxy.NO_PROXY);
    }

    @Override
    public void connectFailed(URI address, SocketAddress proxyAddress, IOException failure) {
        // The request fails too, and says so.
    }

    /** Hosts between bars, with stars. */
    private static boolean isMeantFor(Proxy proxy, URI address) {
        String host = String.valueOf(address.getHost());
        String direct = Optional.ofNullable(proxy.getNonProxyHosts()).orElse("");
        for (String pattern : direct.split("[|,]", -1)) {
            if (!pattern.isBlank() && host.matches("\\Q" + pattern.strip().replace("*", "\\E.*\\Q") + "\\E")) {
                return false;
            }
        }
        return !Pattern.matches("localhost|127\\..*|\\[::1\\]", host);
    }
}

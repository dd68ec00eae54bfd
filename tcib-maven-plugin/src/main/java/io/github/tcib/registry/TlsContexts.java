package io.github.tcib.registry;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyManagementException;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Makes what TLS connections are checked with. */
final class TlsContexts {

    private TlsContexts() {}

    /** Checks certificates against the platform's authorities and further ones; reads the files. */
    static SSLContext verifying(List<Path> caCertificates) throws RegistryException {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            if (caCertificates.isEmpty()) {
                factory.init((KeyStore) null);
            } else {
                factory.init(storeOf(caCertificates));
            }
            return contextOf(factory.getTrustManagers());
        } catch (RegistryException e) {
            throw e;
        } catch (GeneralSecurityException | IOException e) {
            throw new RegistryException(
                    RegistryException.Kind.REGISTRY, "the trusted certificates cannot be read: " + e.getMessage());
        }
    }

    /** Checks neither certificate nor host name. */
    static SSLContext unverified() {
        return contextOf(new TrustManager[] {new TrustingAll()});
    }

    /** For clients that never speak TLS: reading the platform's authorities takes a while. */
    static SSLContext unused() {
        return contextOf(new TrustManager[0]);
    }

    private static SSLContext contextOf(TrustManager[] managers) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers, null);
            return context;
        } catch (NoSuchAlgorithmException | KeyManagementException e) {
            throw new IllegalStateException("every Java platform has TLS", e);
        }
    }

    private static KeyStore storeOf(List<Path> caCertificates) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int count = 0;
        for (X509Certificate certificate : platformAuthorities()) {
            store.setCertificateEntry("platform-" + count++, certificate);
        }
        for (Path file : caCertificates) {
            for (Certificate certificate : certificatesIn(file)) {
                store.setCertificateEntry("given-" + count++, certificate);
            }
        }
        return store;
    }

    private static List<X509Certificate> platformAuthorities() throws GeneralSecurityException {
        TrustManagerFactory platform = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        platform.init((KeyStore) null);
        for (TrustManager manager : platform.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                return List.of(x509.getAcceptedIssuers());
            }
        }
        return List.of();
    }

    private static Collection<? extends Certificate> certificatesIn(Path file) throws RegistryException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.isEmpty()) {
                throw new CertificateException("it holds none");
            }
            return certificates;
        } catch (IOException | CertificateException e) {
            throw new RegistryException(
                    RegistryException.Kind.REGISTRY,
                    "'" + file + "' of tcib.caCertificates is no readable file of PEM certificates: " + e.getMessage());
        }
    }

    /** An extended trust manager is asked instead of the platform's check of host names, too. */
    private static final class TrustingAll extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}

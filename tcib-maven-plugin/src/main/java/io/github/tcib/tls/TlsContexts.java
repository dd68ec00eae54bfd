package io.github.tcib.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.tcib.file.ForeignFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyException;
import java.security.KeyManagementException;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Makes what TLS connections are checked with. */
public final class TlsContexts {

    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN (?:X509 )?CERTIFICATE-----[^-]*-----END (?:X509 )?CERTIFICATE-----");
    private static final char[] NO_PASSWORD = {};

    private TlsContexts() {}

    /**
     * Checks certificates against the platform's authorities and further ones; reads the files.
     *
     * @throws IOException with a message for the user, when a file holds no certificates
     */
    public static SSLContext verifying(List<Path> caCertificates) throws IOException {
        if (caCertificates.isEmpty()) {
            return contextOf(new KeyManager[0], platformTrust());
        }
        List<X509Certificate> all = new ArrayList<>(platformAuthorities());
        for (Path file : caCertificates) {
            all.addAll(certificatesIn(file));
        }
        return contextOf(new KeyManager[0], trustIn(all));
    }

    /**
     * For the server of a client that shows a certificate, or trusts other authorities than the platform's; reads the files.
     *
     * @param authorities the only ones trusted, in a file or in the files of a directory; empty for the platform's
     * @param verified whether certificate and host name of the server are checked
     * @throws IOException with a message for the user, when a file does not hold what it should
     */
    public static SSLContext forClient(
            Optional<ClientCertificate> certificate, Optional<Path> authorities, boolean verified) throws IOException {
        KeyManager[] keys = certificate.isPresent() ? identity(certificate.get()) : new KeyManager[0];
        if (!verified) {
            return contextOf(keys, new TrustManager[] {new TrustingAll()});
        }
        return contextOf(
                keys, authorities.isPresent() ? trustIn(certificatesBelow(authorities.get())) : platformTrust());
    }

    /** Checks neither certificate nor host name. */
    public static SSLContext unverified() {
        return contextOf(new KeyManager[0], new TrustManager[] {new TrustingAll()});
    }

    /** For clients that never speak TLS: reading the platform's authorities takes a while. */
    public static SSLContext unused() {
        return contextOf(new KeyManager[0], new TrustManager[0]);
    }

    private static SSLContext contextOf(KeyManager[] keys, TrustManager[] managers) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, managers, null);
            return context;
        } catch (NoSuchAlgorithmException | KeyManagementException e) {
            throw new IllegalStateException("every Java platform has TLS", e);
        }
    }

    private static TrustManager[] platformTrust() throws IOException {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            return factory.getTrustManagers();
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "the certificates that Java trusts cannot be read; is javax.net.ssl.trustStore a key store, and"
                            + " javax.net.ssl.trustStorePassword its password?",
                    e);
        }
    }

    private static TrustManager[] trustIn(List<X509Certificate> certificates) throws IOException {
        try {
            KeyStore store = emptyStore();
            for (X509Certificate certificate : certificates) {
                store.setCertificateEntry("authority-" + store.size(), certificate);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has key stores for certificates", e);
        }
    }

    private static KeyManager[] identity(ClientCertificate client) throws IOException {
        try {
            KeyStore store = emptyStore();
            PrivateKey key = PemKey.read(client.key());
            List<X509Certificate> chain = certificatesIn(client.certificate());
            checkPair(key, chain.get(0).getPublicKey());
            store.setKeyEntry("client", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, NO_PASSWORD);
            return factory.getKeyManagers();
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "'" + client.certificate() + "' and '" + client.key() + "' are no certificate and its key: "
                            + e.getMessage(),
                    e);
        }
    }

    /** A key store takes any two, and the server would not say what is wrong with them. */
    private static void checkPair(PrivateKey key, PublicKey certified) throws GeneralSecurityException {
        boolean pair = key.getAlgorithm().equals(certified.getAlgorithm());
        if (pair) {
            Signature signature = Signature.getInstance("SHA256with" + (isElliptic(key) ? "ECDSA" : "RSA"));
            signature.initSign(key);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            pair = signature.verify(signed);
        }
        if (!pair) {
            throw new KeyException("the key is of another certificate");
        }
    }

    private static boolean isElliptic(PrivateKey key) {
        return key.getAlgorithm().equals("EC");
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        return store;
    }

    private static List<X509Certificate> platformAuthorities() throws IOException {
        for (TrustManager manager : platformTrust()) {
            if (manager instanceof X509TrustManager x509) {
                return List.of(x509.getAcceptedIssuers());
            }
        }
        return List.of();
    }

    private static List<X509Certificate> certificatesBelow(Path authorities) throws IOException {
        if (!Files.isDirectory(authorities)) {
            return certificatesIn(authorities);
        }
        List<X509Certificate> all = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(authorities, Files::isRegularFile)) {
            for (Path file : files) {
                if (CERTIFICATE
                        .matcher(new String(ForeignFile.read(file), ISO_8859_1))
                        .find()) {
                    all.addAll(certificatesIn(file));
                }
            }
        }
        if (all.isEmpty()) {
            throw new IOException("no file in '" + authorities + "' has a PEM certificate");
        }
        return all;
    }

    private static List<X509Certificate> certificatesIn(Path file) throws IOException {
        try {
            List<X509Certificate> certificates = new ArrayList<>();
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(certificatePartOf(file))) {
                certificates.add((X509Certificate) certificate);
            }
            if (certificates.isEmpty()) {
                throw new CertificateException("it holds none");
            }
            return certificates;
        } catch (IOException | CertificateException e) {
            throw new IOException("'" + file + "' is no readable file of PEM certificates: " + e.getMessage(), e);
        }
    }

    /** Entitlements of RHEL have data and signatures of their own beside the certificate, others have the key there. */
    private static InputStream certificatePartOf(Path file) throws IOException {
        byte[] content = ForeignFile.read(file);
        String text = new String(content, ISO_8859_1);
        if (!text.contains("-----BEGIN ")) {
            return new ByteArrayInputStream(content);
        }
        StringBuilder certificates = new StringBuilder();
        CERTIFICATE
                .matcher(text)
                .results()
                .forEach(match -> certificates.append(match.group()).append('\n'));
        return new ByteArrayInputStream(certificates.toString().getBytes(ISO_8859_1));
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

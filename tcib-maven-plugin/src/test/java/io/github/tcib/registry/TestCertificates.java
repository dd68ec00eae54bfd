package io.github.tcib.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** An authority and certificates for this machine, made by openssl when a test needs them. */
public final class TestCertificates {

    private final Path directory;

    private TestCertificates(Path directory) {
        this.directory = directory;
    }

    public static TestCertificates make(Path directory) throws Exception {
        LocalRegistry.requireProgram("openssl");
        TestCertificates certificates = new TestCertificates(Files.createDirectories(directory));
        certificates.run(
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-keyout",
                "ca.key",
                "-out",
                "ca.pem",
                "-subj",
                "/CN=test authority",
                "-days",
                "2");
        return certificates;
    }

    /** A certificate for an address. */
    public record Pair(Path certificate, Path key) {}

    public Pair issue(String name, String address, int days) throws Exception {
        ask(name, address);
        run(
                "x509",
                "-req",
                "-in",
                name + ".csr",
                "-CA",
                "ca.pem",
                "-CAkey",
                "ca.key",
                "-CAcreateserial",
                "-days",
                String.valueOf(days),
                "-extfile",
                name + ".ext",
                "-out",
                name + ".pem");
        return pair(name);
    }

    /** A certificate whose time has not come; {@code openssl x509} of older releases knows only days from now. */
    public Pair issueForLater(String name, String address) throws Exception {
        ask(name, address);
        Files.writeString(directory.resolve(name + ".cnf"), """
                [ca]
                default_ca=authority
                [authority]
                new_certs_dir=.
                database=issued
                serial=serial
                default_md=sha256
                policy=any
                [any]
                commonName=supplied
                """);
        Files.writeString(directory.resolve("issued"), "");
        Files.writeString(directory.resolve("serial"), "01\n");
        run(
                "ca",
                "-batch",
                "-config",
                name + ".cnf",
                "-cert",
                "ca.pem",
                "-keyfile",
                "ca.key",
                "-in",
                name + ".csr",
                "-out",
                name + ".pem",
                "-notext",
                "-startdate",
                "20990101000000Z",
                "-enddate",
                "20990201000000Z",
                "-extfile",
                name + ".ext");
        return pair(name);
    }

    private void ask(String name, String address) throws Exception {
        Files.writeString(directory.resolve(name + ".ext"), "subjectAltName=" + address + "\n");
        run(
                "req",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-keyout",
                name + ".key",
                "-out",
                name + ".csr",
                "-subj",
                "/CN=" + name);
    }

    private Pair pair(String name) {
        return new Pair(directory.resolve(name + ".pem"), directory.resolve(name + ".key"));
    }

    public Path authority() {
        return directory.resolve("ca.pem");
    }

    X509Certificate authorityCertificate() throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(authority())) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    PrivateKey authorityKey() throws IOException, GeneralSecurityException {
        String pem = Files.readString(directory.resolve("ca.key")).replaceAll("-----[^-]+-----|\\s", "");
        return KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
    }

    private void run(String... arguments) throws Exception {
        List<String> words = new ArrayList<>(List.of("openssl"));
        words.addAll(List.of(arguments));
        Path log = directory.resolve("openssl.log");
        Process process = new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor()).as("%s: %s", words, Files.readString(log)).isZero();
    }
}

package io.github.tcib.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Whom to trust. Certificates are checked against those of the Java platform and the given ones, except for the hosts that are
 * allowed to be insecure.
 *
 * @param caCertificates PEM files with further certificates of authorities
 * @param insecureRegistries {@code host} or {@code host:port} whose certificates are not checked and that may speak plain HTTP
 */
public record TrustSettings(List<Path> caCertificates, Set<String> insecureRegistries) {

    public TrustSettings {
        caCertificates = List.copyOf(caCertificates);
        insecureRegistries = Set.copyOf(insecureRegistries);
    }

    /** Only what the Java platform trusts. */
    public static TrustSettings platform() {
        return new TrustSettings(List.of(), Set.of());
    }

    /** Whether a registry's certificate is not checked and plain HTTP is allowed. */
    public boolean isInsecure(String registry) {
        return RegistryHosts.names(insecureRegistries, registry);
    }

    /**
     * Writes the further certificates as a directory for {@code --cert-dir} of buildah and skopeo.
     *
     * @return the directory, with one file a certificate file
     */
    public Path writeCertificateDirectory(Path directory) throws IOException {
        Files.createDirectories(directory);
        for (int i = 0; i < caCertificates.size(); i++) {
            Files.write(directory.resolve("ca-" + i + ".crt"), Files.readAllBytes(caCertificates.get(i)));
        }
        return directory;
    }
}

package io.github.tcib.registry;

import io.github.tcib.file.AtomicFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
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
     * Writes the further certificates as a directory for {@code --cert-dir} of buildah and skopeo; those of an earlier build go.
     *
     * @return the directory, with one file a certificate file
     */
    public Path writeCertificateDirectory(Path directory) throws IOException {
        Files.createDirectories(directory);
        Set<Path> wanted = new HashSet<>();
        for (int i = 0; i < caCertificates.size(); i++) {
            Path file = directory.resolve("ca-" + i + ".crt");
            AtomicFile.write(file, Files.readAllBytes(caCertificates.get(i)));
            wanted.add(file);
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "ca-*.crt")) {
            for (Path file : files) {
                if (!wanted.contains(file)) {
                    Files.delete(file);
                }
            }
        }
        return directory;
    }
}

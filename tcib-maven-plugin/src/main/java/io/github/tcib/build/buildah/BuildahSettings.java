package io.github.tcib.build.buildah;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How buildah is called.
 *
 * @param program which buildah, and what it is always given
 * @param steps what RUN steps find and see
 * @param registries how bases are pulled
 * @param format the format of the images
 * @param platform such as {@code linux/arm64}; empty for the host's
 * @param keepReplaced whether images stay in the store that lost their name to a newer one
 */
public record BuildahSettings(
        Program program,
        Steps steps,
        Registries registries,
        ImageFormat format,
        Optional<String> platform,
        boolean keepReplaced) {

    /** The OCI runtime that the build arguments ask for. */
    Optional<String> runtime() {
        List<String> arguments = program.buildArguments();
        for (int i = arguments.size() - 1; i >= 0; i--) {
            if (arguments.get(i).startsWith("--runtime=")) {
                return Optional.of(arguments.get(i).substring("--runtime=".length()));
            }
            if (arguments.get(i).equals("--runtime") && i + 1 < arguments.size()) {
                return Optional.of(arguments.get(i + 1));
            }
        }
        return Optional.empty();
    }

    /** The architecture that images are built for, as Go or Java name it. */
    String architecture() {
        return platform.map(text -> text.split("/", -1))
                .filter(parts -> parts.length > 1)
                .map(parts -> parts[1])
                .orElseGet(() -> System.getProperty("os.arch"));
    }

    /**
     * Which buildah, and what it is given.
     *
     * @param executable a name to be found on the PATH, or a path
     * @param globalArguments go before the command, such as {@code --root}
     * @param buildArguments go after {@code bud}, such as {@code --runtime}
     */
    public record Program(String executable, List<String> globalArguments, List<String> buildArguments) {

        public Program {
            globalArguments = List.copyOf(globalArguments);
            buildArguments = List.copyOf(buildArguments);
        }
    }

    /**
     * What RUN steps find and see.
     *
     * @param volumes {@code source:destination[:options]}, as buildah takes them
     * @param repoDirectory a directory of {@code .repo} files, mounted at /etc/distro.repos.d
     * @param network {@code host}, {@code private}, {@code none} or what else buildah knows
     * @param release the release of the distribution: what {@code $releasever} stands for in repository URLs
     */
    public record Steps(List<String> volumes, Optional<Path> repoDirectory, String network, String release) {

        public Steps {
            volumes = List.copyOf(volumes);
        }
    }

    /**
     * How bases are pulled.
     *
     * @param authFile credentials in the format of podman
     * @param insecure hosts, with port if any, whose certificates are not checked and that may speak plain HTTP
     * @param certificates a directory of further authorities, in place of those in /etc/containers/certs.d
     */
    public record Registries(Optional<Path> authFile, Set<String> insecure, Optional<Path> certificates) {

        public Registries {
            insecure = Set.copyOf(insecure);
        }

        public Registries(Optional<Path> authFile, Set<String> insecure) {
            this(authFile, insecure, Optional.empty());
        }
    }

    /** The format of manifest and config. */
    public enum ImageFormat {
        /** OCI image-spec. */
        OCI,
        /** Docker image manifest version 2, schema 2: the only one with HEALTHCHECK, ONBUILD and SHELL. */
        DOCKER
    }
}

package io.github.tcib.maven;

import io.github.tcib.build.BuildEngine;
import io.github.tcib.build.BuildEngines;
import io.github.tcib.build.BuildFailure;
import io.github.tcib.build.jib.JibEngine;
import io.github.tcib.model.ImageDefinition;
import io.github.tcib.oci.ImageExport;
import io.github.tcib.oci.OciLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.maven.plugin.MojoFailureException;

/**
 * Hands built images on as {@code tcib.output} says.
 *
 * @param directory where an archive goes
 */
record ImageOutput(Kind kind, EngineChoice.Settings settings, Path directory) {

    /** What images are handed on as. */
    enum Kind {
        OCI("oci"),
        OCI_ARCHIVE("oci-archive"),
        DOCKER_ARCHIVE("docker-archive");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        static Kind named(String name) throws MojoFailureException {
            for (Kind kind : values()) {
                if (kind.word.equals(name)) {
                    return kind;
                }
            }
            throw new MojoFailureException(
                    "tcib.output: '" + name + "' is not an output; use oci, oci-archive or docker-archive");
        }

        /** The word of the setting, which is also the classifier of an attached archive. */
        String word() {
            return word;
        }
    }

    /** Writes the archive if one was asked for; images of buildah's store are taken into the OCI layout for it. */
    Optional<Path> write(List<ImageDefinition> images, BuildEngines engines, Consumer<String> warnings)
            throws BuildFailure, InterruptedException, IOException {
        if (kind == Kind.OCI) {
            return Optional.empty();
        }
        gather(images, engines, warnings);
        List<String> references =
                images.stream().map(ImageDefinition::reference).toList();
        Path file = file();
        ImageExport export = new ImageExport(
                OciLayout.open(settings.layout()), settings.jib().platform());
        if (kind == Kind.OCI_ARCHIVE) {
            export.writeOciArchive(references, file);
        } else {
            export.writeDockerArchive(references, file);
        }
        return Optional.of(file);
    }

    /** Takes images of buildah's store into the OCI layout, when an archive was asked for. */
    void gather(List<ImageDefinition> images, BuildEngines engines, Consumer<String> warnings)
            throws BuildFailure, InterruptedException {
        if (kind == Kind.OCI) {
            return;
        }
        JibEngine layout = JibEngine.open(settings.layout(), settings.jib(), settings.registries(), warnings);
        for (ImageDefinition image : images) {
            BuildEngine engine = engines.engineFor(image.name());
            if (!engine.name().equals(layout.name())) {
                layout.adopt(engine.lend(image.reference()), image.reference());
            }
        }
    }

    /** Writes the archive of images that the OCI layout has for several platforms. */
    Path writeIndexes(Collection<String> references) throws IOException {
        Path file = file();
        new ImageExport(OciLayout.open(settings.layout()), settings.jib().platform())
                .writeIndexArchive(references, file);
        return file;
    }

    private Path file() {
        return directory.resolve("images." + kind.word() + ".tar");
    }
}

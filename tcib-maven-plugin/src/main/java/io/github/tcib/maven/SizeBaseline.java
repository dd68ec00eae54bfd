package io.github.tcib.maven;

import io.github.tcib.platform.PlatformTarget;
import io.github.tcib.registry.RegistryException;
import io.github.tcib.size.Baseline;
import io.github.tcib.size.BaselineException;
import io.github.tcib.size.BaselineFile;
import io.github.tcib.size.remote.RegistryPlace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.maven.plugin.MojoFailureException;

/**
 * What sizes are compared with, as it was set, and what to do without it.
 *
 * @param place an artifact, a file, or tags in a registry
 * @param whenMissing what to do when it is not there, or cannot be got
 */
record SizeBaseline(Place place, WhenMissing whenMissing) {

    private static final String REGISTRY = "registry:";

    /** Where a baseline is. */
    sealed interface Place {}

    /** A deployed report, as {@code groupId:artifactId:version}. */
    record Artifact(String coordinates) implements Place {}

    /** A report, or a table in its form. */
    record ReportFile(Path path) implements Place {}

    /** The same images under other tags, or elsewhere. */
    record Tags(RegistryPlace registryPlace) implements Place {}

    /** What to do without the baseline. */
    enum WhenMissing {
        WARN,
        FAIL,
        CREATE;

        static WhenMissing parse(String word) throws MojoFailureException {
            return Arrays.stream(values())
                    .filter(value -> value.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new MojoFailureException("tcib.sizeReport.missingBaseline: '" + word
                            + "' is not known; use "
                            + Arrays.stream(values()).map(WhenMissing::word).collect(Collectors.joining(", "))));
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How places are read; each gives nothing, or a {@link BaselineException}, when there is no baseline. */
    interface Sources {

        Optional<BaselineArtifact.Resolved> findArtifact(String coordinates);

        /** @throws BaselineException with what is missing */
        Baseline fetchTags(RegistryPlace place) throws BaselineException, MojoFailureException;
    }

    /** @throws MojoFailureException when it is written in no known form */
    static SizeBaseline parse(String text, WhenMissing whenMissing, Path basedir) throws MojoFailureException {
        if (text.startsWith(REGISTRY)) {
            try {
                return new SizeBaseline(new Tags(RegistryPlace.parse(text.substring(REGISTRY.length()))), whenMissing);
            } catch (RegistryException e) {
                throw new MojoFailureException("tcib.sizeReport.baseline: " + e.getMessage(), e);
            }
        }
        return new SizeBaseline(
                BaselineArtifact.isCoordinates(text) ? new Artifact(text) : new ReportFile(basedir.resolve(text)),
                whenMissing);
    }

    /** The baseline of a platform: with several, each has a file of its own, such as {@code sizes-linux-arm64.json}. */
    SizeBaseline of(PlatformTarget target) {
        if (target.alone() || !(place instanceof ReportFile file)) {
            return this;
        }
        String name = String.valueOf(file.path().getFileName());
        int dot = name.lastIndexOf('.') < 0 ? name.length() : name.lastIndexOf('.');
        String own = name.substring(0, dot) + "-" + target.platform().word() + name.substring(dot);
        return new SizeBaseline(new ReportFile(file.path().resolveSibling(own)), whenMissing);
    }

    /**
     * Reads it.
     *
     * @param infos told that there is none when it is to be created
     * @param warnings told that there is none when that is no reason to fail
     * @throws MojoFailureException when it is damaged, or missing and that is a reason to fail
     */
    Optional<Baseline> read(Sources sources, Consumer<String> infos, Consumer<String> warnings)
            throws MojoFailureException {
        String missing;
        try {
            if (place instanceof Tags tags) {
                return Optional.of(sources.fetchTags(tags.registryPlace()));
            }
            Optional<BaselineArtifact.Resolved> found = find(sources);
            if (found.isPresent()) {
                return Optional.of(
                        BaselineFile.read(found.get().file(), found.get().coordinates()));
            }
            missing = "the baseline " + description() + " was not found";
        } catch (BaselineException e) {
            if (!(place instanceof Tags)) {
                throw new MojoFailureException(e.getMessage(), e);
            }
            missing = String.valueOf(e.getMessage());
        }
        switch (whenMissing) {
            case FAIL ->
                throw new MojoFailureException(missing + "; "
                        + (place instanceof Tags ? "push images under these tags" : "deploy a report")
                        + ", or set tcib.sizeReport.missingBaseline");
            case CREATE ->
                infos.accept(missing + "; "
                        + (place instanceof ReportFile
                                ? "it is created from this report."
                                : place instanceof Tags ? "pushing the images creates it." : "deploying creates it."));
            case WARN -> warnings.accept(missing + "; nothing is compared.");
        }
        return Optional.empty();
    }

    private Optional<BaselineArtifact.Resolved> find(Sources sources) {
        if (place instanceof Artifact artifact) {
            return sources.findArtifact(artifact.coordinates());
        }
        return file(true).map(file -> new BaselineArtifact.Resolved(String.valueOf(file.getFileName()), file));
    }

    /** The file that is to be made from the report; empty when there is nothing to be made. */
    Optional<Path> fileToCreate() {
        return whenMissing == WhenMissing.CREATE ? file(false) : Optional.empty();
    }

    private Optional<Path> file(boolean there) {
        return place instanceof ReportFile file && Files.exists(file.path()) == there
                ? Optional.of(file.path())
                : Optional.empty();
    }

    private String description() {
        if (place instanceof Artifact artifact) {
            return artifact.coordinates();
        }
        return place instanceof ReportFile file ? file.path().toString() : place.toString();
    }
}

package io.github.tcib.maven;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import io.github.tcib.build.BuildEngine;
import io.github.tcib.build.BuildEngines;
import io.github.tcib.build.BuildFailure;
import io.github.tcib.build.RunFree;
import io.github.tcib.build.buildah.BuildahEngine;
import io.github.tcib.build.buildah.BuildahSettings;
import io.github.tcib.build.jib.JibEngine;
import io.github.tcib.build.jib.JibSettings;
import io.github.tcib.locked.LockedPackages;
import io.github.tcib.model.ImageDefinition;
import io.github.tcib.model.ImageGraph;
import io.github.tcib.model.ImageName;
import io.github.tcib.model.Parent;
import io.github.tcib.registry.RegistryAccess;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.maven.plugin.MojoFailureException;

/**
 * Which engine builds what, as {@code tcib.engine} says. With {@code auto}, images whose chain of parents has no RUN are built by
 * the embedded engine, the rest by buildah.
 */
enum EngineChoice {
    AUTO,
    BUILDAH,
    JIB;

    private static final int MOST_NAMES = 8;

    /**
     * What the engines are opened with.
     *
     * @param layout the OCI layout that is the embedded engine's store
     */
    record Settings(BuildahSettings buildah, JibSettings jib, Path layout, RegistryAccess registries) {}

    /** As the other one, with the packages of the repositories. */
    BuildEngines open(ImageGraph graph, Set<ImageName> images, Settings settings, Consumer<String> warnings)
            throws BuildFailure, InterruptedException {
        return open(graph, images, settings, Optional.empty(), warnings);
    }

    static EngineChoice named(String name) throws MojoFailureException {
        for (EngineChoice choice : values()) {
            if (choice.name().equals(name.toUpperCase(Locale.ROOT))) {
                return choice;
            }
        }
        throw new MojoFailureException("tcib.engine: '" + name + "' is not an engine; use auto, buildah or jib");
    }

    /**
     * Opens the engines that some images need.
     *
     * @param packages the packages that RUN steps get; empty for those of the repositories
     * @throws BuildFailure when an engine that is needed is not there or cannot be used
     */
    BuildEngines open(
            ImageGraph graph,
            Set<ImageName> images,
            Settings settings,
            Optional<LockedPackages> packages,
            Consumer<String> warnings)
            throws BuildFailure, InterruptedException {
        Set<ImageName> embedded = embeddedOf(graph, images);
        Set<ImageName> external = new TreeSet<>(images);
        external.removeAll(embedded);
        if (external.isEmpty()) {
            return BuildEngines.only(
                    JibEngine.open(settings.layout(), settings.jib(), settings.registries(), warnings));
        }
        BuildEngine buildah = openBuildah(settings, external, packages, warnings);
        if (embedded.isEmpty()) {
            return BuildEngines.only(buildah);
        }
        BuildEngine jib = JibEngine.open(settings.layout(), settings.jib(), settings.registries(), warnings);
        Map<ImageName, BuildEngine> chosen = embedded.stream().collect(toMap(image -> image, image -> jib));
        return BuildEngines.of(chosen, buildah);
    }

    /** The images of these that the embedded engine builds. */
    Set<ImageName> embeddedOf(ImageGraph graph, Set<ImageName> images) {
        Set<ImageName> embedded = new TreeSet<>(images);
        switch (this) {
            case JIB -> {}
            case BUILDAH -> embedded.clear();
            case AUTO -> {
                embedded.retainAll(RunFree.chainsIn(graph));
                embedded.removeIf(image -> isOnALocalBase(graph, image));
            }
        }
        return embedded;
    }

    /** A base called {@code localhost/…} lies in buildah's store and in no registry, by the convention of buildah and podman. */
    private static boolean isOnALocalBase(ImageGraph graph, ImageName image) {
        List<ImageName> ancestors = graph.ancestorsOf(image);
        ImageDefinition root = graph.image(ancestors.isEmpty() ? image : ancestors.get(ancestors.size() - 1));
        return root.parent() instanceof Parent.External base && base.reference().startsWith("localhost/");
    }

    private BuildEngine openBuildah(
            Settings settings, Set<ImageName> images, Optional<LockedPackages> packages, Consumer<String> warnings)
            throws BuildFailure, InterruptedException {
        try {
            return BuildahEngine.open(settings.buildah(), packages, warnings);
        } catch (BuildFailure e) {
            if (this == BUILDAH) {
                throw e;
            }
            String names =
                    images.stream().limit(MOST_NAMES).map(ImageName::value).collect(joining(", "));
            int more = images.size() - MOST_NAMES;
            throw new BuildFailure(
                    e.kind(),
                    e.getMessage() + ". It is needed for RUN, in "
                            + names
                            + (more > 0 ? " and " + more + " more" : "")
                            + "; images without RUN in their chain of parents are built without it.");
        }
    }
}

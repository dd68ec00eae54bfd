package io.github.tcib.maven;

import static java.util.stream.Collectors.joining;

import io.github.tcib.build.BuildResult;
import io.github.tcib.build.BuildSettings;
import io.github.tcib.build.ImageStatus;
import io.github.tcib.file.FileFault;
import io.github.tcib.model.ImageDefinition;
import io.github.tcib.model.ImageTree;
import io.github.tcib.platform.LayoutIndexes;
import io.github.tcib.platform.PlatformResults;
import io.github.tcib.platform.PlatformResults.Outcome;
import io.github.tcib.platform.PlatformTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;

/** Builds a tree for several platforms, one after the other; a failure on one does not keep the others from being tried. */
final class PlatformBuilds {

    private final OneBuild build;
    private final Path output;
    private final BuildSettings settings;
    private final Log log;

    /** @param output the directory that the platforms' directories lie in */
    PlatformBuilds(OneBuild build, Path output, BuildSettings settings, Log log) {
        this.build = build;
        this.output = output;
        this.settings = settings;
        this.log = log;
    }

    /** Builds the tree of one platform; nothing when only the plan was asked for. */
    interface OneBuild {
        Optional<BuildResult> build(PlatformTarget target, ImageTree tree)
                throws MojoExecutionException, MojoFailureException;
    }

    /** Builds everything, joins it, and gives the archive if one was asked for. */
    Optional<Path> run(Map<PlatformTarget, ImageTree> trees, ImageOutput images)
            throws MojoExecutionException, MojoFailureException {
        List<Outcome> outcomes = new ArrayList<>();
        int number = 0;
        for (Map.Entry<PlatformTarget, ImageTree> tree : trees.entrySet()) {
            PlatformTarget target = tree.getKey();
            number++;
            log.info("Platform " + target.platform() + " (" + number + " of " + trees.size() + ")");
            Optional<BuildResult> result = build.build(target, tree.getValue());
            result.ifPresent(there -> outcomes.add(new Outcome(target, references(target, tree.getValue()), there)));
            if (result.isPresent() && endsEverything(result.get())) {
                break;
            }
        }
        return outcomes.isEmpty() ? Optional.empty() : join(outcomes, trees.keySet(), images);
    }

    private boolean endsEverything(BuildResult result) {
        return result.interrupted() || (settings.failFast() && !result.isComplete());
    }

    private Optional<Path> join(List<Outcome> outcomes, Set<PlatformTarget> targets, ImageOutput images)
            throws MojoExecutionException, MojoFailureException {
        boolean complete = PlatformResults.isComplete(targets, outcomes);
        boolean archive = images.kind() != ImageOutput.Kind.OCI;
        try {
            new PlatformResults(output.resolve("build-result.json")).write(targets, outcomes);
            if (outcomes.size() == targets.size()) {
                LayoutIndexes.write(output.resolve("oci"), outcomes, archive && complete);
            }
            if (complete) {
                return archive
                        ? Optional.of(
                                images.writeIndexes(outcomes.get(0).references().values()))
                        : Optional.empty();
            }
        } catch (IOException e) {
            throw new MojoExecutionException(
                    "What was built for several platforms cannot be joined: " + FileFault.reasonOf(e), e);
        }
        throw new MojoFailureException(outcomes.stream()
                .filter(outcome -> !outcome.result().isComplete())
                .map(outcome -> outcome.target().platform() + ": "
                        + wordingOf(outcome.result(), outcome.target().resultFile()))
                .collect(joining("\n")));
    }

    private static Map<String, String> references(PlatformTarget target, ImageTree tree) {
        Map<String, String> references = new LinkedHashMap<>();
        for (ImageDefinition image : tree.graph().images()) {
            if (!tree.leftOut().containsKey(image.name())) {
                references.put(image.name().value(), target.nameInRegistry(image.reference()));
            }
        }
        return references;
    }

    /** What to say of a build that is not complete. */
    static String wordingOf(BuildResult result, Path resultFile) {
        if (result.interrupted()) {
            return "The build was interrupted; run it again to go on from what is built.";
        }
        int skipped = result.withStatus(ImageStatus.SKIPPED).size();
        return "Failed to build "
                + result.withStatus(ImageStatus.FAILED).stream()
                        .map(image -> image.image().value())
                        .collect(joining(", "))
                + (skipped == 0 ? "" : "; " + skipped + " built on them skipped")
                + ". See " + resultFile + ".";
    }
}

package io.github.tcib.maven;

import io.github.tcib.context.ContextWriter;
import io.github.tcib.model.Counted;
import io.github.tcib.model.ImageTree;
import io.github.tcib.platform.PlatformTarget;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Renders the layout: writes a build context with a Containerfile for every chosen image and its ancestors. */
@Mojo(name = "generate", defaultPhase = LifecyclePhase.GENERATE_RESOURCES, threadSafe = true)
public final class GenerateMojo extends AbstractLayoutMojo {

    /** Leaves this goal out. */
    @Parameter(property = "tcib.generate.skip", defaultValue = "false")
    private boolean skipGenerate;

    @Override
    boolean skipsThisGoal() {
        return skipGenerate;
    }

    @Override
    void run() throws MojoExecutionException, MojoFailureException {
        Map<PlatformTarget, ImageTree> trees = new LinkedHashMap<>();
        for (PlatformTarget target : targets()) {
            trees.put(target, readTree(target));
        }
        for (Map.Entry<PlatformTarget, ImageTree> entry : trees.entrySet()) {
            ContextWriter.Written written = writeContexts(entry.getKey(), entry.getValue());
            getLog().info("Rendered " + Counted.of(written.images(), "image") + " to "
                    + entry.getKey().contextRoot() + " (" + written.changed() + " changed).");
        }
        trees.values().stream()
                .flatMap(tree -> tree.leftOut().entrySet().stream())
                .map(left -> "Not built: " + left.getKey() + ", " + left.getValue() + ".")
                .distinct()
                .forEach(getLog()::info);
    }
}

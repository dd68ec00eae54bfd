package io.github.tcib.maven;

import io.github.tcib.context.ContextWriter;
import io.github.tcib.model.ImageTree;
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
        ImageTree tree = readTree();
        ContextWriter.Written written = writeContexts(tree);
        getLog().info("Rendered " + written.images() + (written.images() == 1 ? " image" : " images") + " to "
                + contextRoot() + " (" + written.changed() + " changed).");
        tree.leftOut().forEach((name, reason) -> getLog().info("Not built: " + name + ", " + reason + "."));
    }
}

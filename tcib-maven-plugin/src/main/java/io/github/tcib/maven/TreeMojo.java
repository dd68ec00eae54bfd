package io.github.tcib.maven;

import io.github.tcib.file.AtomicFile;
import io.github.tcib.file.FileFault;
import io.github.tcib.model.Counted;
import io.github.tcib.model.ImageTree;
import io.github.tcib.tree.Measurement;
import io.github.tcib.tree.Measurements;
import io.github.tcib.tree.TreeFormat;
import io.github.tcib.tree.TreeNode;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Draws the tree of images, with sizes and times of the last build when there was one. */
@Mojo(name = "tree", threadSafe = true)
public final class TreeMojo extends AbstractLayoutMojo {

    /** The formats of images, which {@code tcib.format} means to the goal build; they say nothing about a drawing. */
    private static final List<String> IMAGE_FORMATS = List.of("oci", "docker");

    /** How to draw: {@code console}, {@code dot}, {@code json}, {@code mermaid} or {@code svg}. */
    @Parameter(property = "tcib.format", defaultValue = "console")
    private String format = "";

    /** The file to draw to. Default: the console's drawing goes to the log, another to {@code tree.EXTENSION}. */
    @Parameter(property = "tcib.outputFile")
    private @Nullable File outputFile;

    /** Leaves this goal out. */
    @Parameter(property = "tcib.tree.skip", defaultValue = "false")
    private boolean skipTree;

    @Override
    boolean skipsThisGoal() {
        return skipTree;
    }

    @Override
    void run() throws MojoExecutionException, MojoFailureException {
        TreeFormat drawn = format();
        ImageTree tree = readTree();
        String drawing = drawn.draw(TreeNode.rootsOf(tree, measurements()));
        Optional<Path> file = fileFor(drawn);
        if (file.isEmpty()) {
            drawing.lines().forEach(getLog()::info);
            return;
        }
        try {
            AtomicFile.write(file.get(), drawing.getBytes(StandardCharsets.UTF_8));
            getLog().info("Drew " + Counted.of(tree.graph().images().size(), "image") + " to " + file.get() + ".");
        } catch (IOException e) {
            throw new MojoExecutionException(
                    "The tree cannot be written to " + file.get() + ": " + FileFault.reasonOf(e), e);
        }
    }

    private TreeFormat format() throws MojoFailureException {
        if (IMAGE_FORMATS.contains(format)) {
            return TreeFormat.CONSOLE;
        }
        return TreeFormat.of(format)
                .orElseThrow(() -> new MojoFailureException("tcib.format: '" + format
                        + "' is not a format of trees; use " + String.join(", ", TreeFormat.words())));
    }

    private Optional<Path> fileFor(TreeFormat drawn) {
        if (outputFile != null) {
            return Optional.of(outputFile.toPath());
        }
        return drawn == TreeFormat.CONSOLE
                ? Optional.empty()
                : Optional.of(output().resolve("tree." + drawn.extension()));
    }

    /** A broken file of results is no reason not to draw. */
    private Map<String, Measurement> measurements() throws MojoFailureException {
        try {
            return Measurements.read(targets().get(0).resultFile());
        } catch (IOException e) {
            getLog().warn("No sizes and times: " + FileFault.reasonOf(e));
            return Map.of();
        }
    }
}

package io.github.tcib.maven;

import io.github.tcib.convert.ContainerfileConverter;
import io.github.tcib.convert.Conversion;
import io.github.tcib.convert.ConversionSettings;
import io.github.tcib.convert.LayoutFiles;
import io.github.tcib.file.FileFault;
import io.github.tcib.layout.LayoutException;
import io.github.tcib.layout.LayoutSettings;
import io.github.tcib.model.Counted;
import io.github.tcib.model.Problem;
import java.io.File;
import java.io.IOException;
import java.util.stream.Collectors;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Makes a layout of Containerfiles: an image for each file, below the image it is built on. What a variable cannot say stays an
 * action and is named.
 */
@Mojo(name = "convert", threadSafe = true)
public final class ConvertMojo extends AbstractLayoutMojo {

    /**
     * A Containerfile, or a folder that holds them at any depth: {@code Containerfile}, {@code Dockerfile},
     * {@code Containerfile.NAME}, {@code NAME.Containerfile}. An image is named after its directory unless the file says its
     * name.
     */
    @Parameter(property = "tcib.convert.source", defaultValue = "${project.basedir}", required = true)
    private File source = new File("");

    /** Replaces files of the layout that are there already. Without it, nothing is written then. */
    @Parameter(property = "tcib.convert.overwrite", defaultValue = "false")
    private boolean overwrite;

    /** Leaves this goal out. */
    @Parameter(property = "tcib.convert.skip", defaultValue = "false")
    private boolean skipConvert;

    @Override
    boolean skipsThisGoal() {
        return skipConvert;
    }

    @Override
    void run() throws MojoExecutionException, MojoFailureException {
        LayoutSettings layout = layoutSettings();
        ConversionSettings settings = new ConversionSettings(
                source.toPath(),
                layout.directory(),
                layout.shownFrom(),
                layout.distribution().base(),
                layout.naming());
        try {
            Conversion conversion = new ContainerfileConverter(settings).read();
            int written = new LayoutFiles(settings, overwrite).write(conversion);
            conversion.warnings().forEach(warning -> getLog().warn(warning.toString()));
            conversion.notes().forEach(note -> getLog().info(note.toString()));
            getLog().info("Converted " + Counted.of(conversion.images().size(), "Containerfile") + " to "
                    + layout.directory() + " (" + Counted.of(written, "file") + " written).");
        } catch (LayoutException e) {
            throw new MojoFailureException(
                    e.problems().stream()
                            .map(Problem::toString)
                            .collect(Collectors.joining("\n  ", "Nothing was converted:\n  ", "")),
                    e);
        } catch (IOException e) {
            throw new MojoExecutionException(
                    "The layout cannot be written to " + layout.directory() + ": " + FileFault.reasonOf(e), e);
        }
    }
}

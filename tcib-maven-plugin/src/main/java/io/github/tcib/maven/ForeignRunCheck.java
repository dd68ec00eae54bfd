package io.github.tcib.maven;

import io.github.tcib.file.FileFault;
import io.github.tcib.model.ImageDefinition;
import io.github.tcib.model.ImageName;
import io.github.tcib.model.ImageTree;
import io.github.tcib.oci.Platform;
import io.github.tcib.platform.Emulation;
import io.github.tcib.platform.ForeignRuns;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;

/**
 * Refuses RUN steps for a platform whose programs this machine cannot run, before anything is built.
 *
 * @param embedded images of the embedded engine, which runs nothing
 * @param emulation what this machine can run
 */
record ForeignRunCheck(Set<ImageName> embedded, Emulation emulation) {

    /**
     * Looks at the images of a tree that are to be built.
     *
     * @throws MojoFailureException when one has a RUN step that cannot be run here, with its place
     */
    void check(ImageTree tree, Set<ImageName> wanted, Platform platform)
            throws MojoExecutionException, MojoFailureException {
        List<ImageDefinition> external = tree.graph().images().stream()
                .filter(image -> wanted.contains(image.name()) && !embedded.contains(image.name()))
                .toList();
        try {
            Optional<String> obstacle = new ForeignRuns(emulation).obstacle(external, platform);
            if (obstacle.isPresent()) {
                throw new MojoFailureException(obstacle.get());
            }
        } catch (IOException e) {
            throw new MojoExecutionException(
                    "It cannot be told whether this machine runs programs for " + platform + ": "
                            + FileFault.reasonOf(e) + "; set tcib.checkEmulation=false to try",
                    e);
        }
    }
}

package io.github.tcib.maven;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.maven.api.plugin.testing.Basedir;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoExtension;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.plugin.MojoExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bills of a build by the embedded engine. */
@MojoTest
@Basedir("/projects/plain")
class SbomOutputTest {

    @AfterEach
    void removeOutput() throws IOException {
        try (Stream<Path> walk = Files.walk(target())) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Test
    @InjectMojo(goal = "build", pom = "pom.xml")
    @MojoParameter(name = "sbom", value = "true")
    void saysWhatIsInTheWayOfTheBills(BuildMojo mojo) throws Exception {
        Path inTheWay = target().resolve("tcib/sbom");
        Files.createDirectories(inTheWay.getParent());
        Files.createFile(inTheWay);

        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessage("The bills of materials cannot be written: '" + inTheWay + "' is in the way");
    }

    private static Path target() {
        return Path.of(MojoExtension.getBasedir(), "target");
    }
}

package io.github.tcib.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tcib.containerfile.ContainerfileWriter;
import io.github.tcib.model.Arguments;
import io.github.tcib.model.ImageDefinition;
import io.github.tcib.model.ImageGraph;
import io.github.tcib.model.ImageName;
import io.github.tcib.model.ImageTree;
import io.github.tcib.model.Instruction;
import io.github.tcib.model.Location;
import io.github.tcib.model.Parent;
import io.github.tcib.oci.Platform;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PlatformTargetTest {

    private static final Platform ARM64 = new Platform("linux", "arm64", "v8");

    /** A base without RUN, and two images on it that have one. */
    static ImageTree tree() {
        ImageDefinition base = image("base", new Parent.External("scratch"), List.of());
        Parent onBase = new Parent.InTree(base.name(), base.reference());
        return new ImageTree(
                ImageGraph.of(List.of(
                        base,
                        image(
                                "api",
                                onBase,
                                List.of(new Instruction.Run(
                                        new Arguments.Text("true"), new Location("src/api.yaml", 3, 5)))),
                        image(
                                "db",
                                onBase,
                                List.of(new Instruction.Run(
                                        new Arguments.Text("true"), new Location("src/db.yaml", 1, 1)))))),
                new TreeMap<>(),
                new TreeMap<>(),
                List.of(),
                List.of());
    }

    private static ImageDefinition image(String name, Parent parent, List<Instruction> steps) {
        Location here = new Location("src/" + name + ".yaml", 1, 1);
        List<Instruction> all = new java.util.ArrayList<>();
        all.add(new Instruction.From(new Arguments.Text(parent.reference()), here));
        all.addAll(steps);
        return new ImageDefinition(
                new ImageName(name), name, "localhost:5000/tcib/" + name + ":1", parent, all, List.of(), here);
    }

    @Test
    void leavesATreeForOnePlatformAlone() {
        PlatformTarget only = PlatformTarget.only(ARM64, Path.of("out"));
        ImageTree tree = tree();

        assertThat(only.named(tree)).isSameAs(tree);
        assertThat(only.contextRoot()).isEqualTo(Path.of("out/context"));
        assertThat(only.resultFile()).isEqualTo(Path.of("out/build-result.json"));
        assertThat(only.nameInRegistry("a:1")).isEqualTo("a:1");
    }

    @Test
    void tellsImagesAndFilesOfSeveralPlatformsApart() {
        List<PlatformTarget> targets =
                PlatformTarget.several(List.of(new Platform("linux", "amd64", ""), ARM64), Path.of("out"));
        PlatformTarget arm64 = targets.get(1);
        ImageGraph graph = arm64.named(tree()).graph();
        ImageDefinition api = graph.image(new ImageName("api"));

        assertThat(targets.get(0).contextRoot()).isEqualTo(Path.of("out/linux-amd64/context"));
        assertThat(arm64.logs()).isEqualTo(Path.of("out/linux-arm64-v8/logs"));
        assertThat(api.reference()).isEqualTo("localhost:5000/tcib/api:1-linux-arm64-v8");
        assertThat(api.parent().reference()).isEqualTo("localhost:5000/tcib/base:1-linux-arm64-v8");
        assertThat(ContainerfileWriter.write(api.instructions().get(0)))
                .isEqualTo("FROM localhost:5000/tcib/base:1-linux-arm64-v8");
        assertThat(ContainerfileWriter.write(
                        graph.image(new ImageName("base")).instructions().get(0)))
                .as("a base is what it is")
                .isEqualTo("FROM scratch");
        assertThat(arm64.nameInRegistry(api.reference())).isEqualTo("localhost:5000/tcib/api:1");
    }
}

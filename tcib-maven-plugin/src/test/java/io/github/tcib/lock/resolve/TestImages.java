package io.github.tcib.lock.resolve;

import io.github.tcib.model.Arguments;
import io.github.tcib.model.ImageDefinition;
import io.github.tcib.model.ImageGraph;
import io.github.tcib.model.ImageName;
import io.github.tcib.model.ImageTree;
import io.github.tcib.model.Instruction;
import io.github.tcib.model.Location;
import io.github.tcib.model.Parent;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Images of a test: each RUN stands on its own line of {@code name/name.yaml}. */
final class TestImages {

    private final List<ImageDefinition> images = new ArrayList<>();

    /** @param parent another image, or empty for the base */
    void add(String name, String parent, String... runs) {
        add(
                name,
                parent.isEmpty()
                        ? new Parent.External(StandinFixture.BASE)
                        : new Parent.InTree(new ImageName(parent), "localhost/" + parent),
                runs);
    }

    /** Adds an image on another base. */
    void addOn(String base, String name, String... runs) {
        add(name, new Parent.External(base), runs);
    }

    private void add(String name, Parent parent, String... runs) {
        List<Instruction> instructions = new ArrayList<>();
        for (int i = 0; i < runs.length; i++) {
            instructions.add(new Instruction.Run(
                    new Arguments.Text(runs[i]), new Location(name + "/" + name + ".yaml", i + 1, 8)));
        }
        images.add(new ImageDefinition(
                new ImageName(name),
                name,
                "localhost/" + name,
                parent,
                instructions,
                List.of(),
                new Location(name + "/" + name + ".yaml", 1, 1)));
    }

    void clear() {
        images.clear();
    }

    ImageTree tree() {
        return new ImageTree(ImageGraph.of(images), new TreeMap<>(), new TreeMap<>(), List.of(), List.of());
    }
}

package io.github.tcib.build.jib;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tcib.containerfile.ContainerfileReader;
import io.github.tcib.containerfile.ContainerfileWriter;
import io.github.tcib.containerfile.MalformedInstructionException;
import io.github.tcib.model.Instruction;
import io.github.tcib.model.Location;
import io.github.tcib.oci.Layer;
import io.github.tcib.oci.LayerDraft;
import io.github.tcib.oci.LayerIndexes;
import io.github.tcib.oci.LayerWriter;
import io.github.tcib.oci.LayoutImage;
import io.github.tcib.oci.LowerLayers;
import io.github.tcib.oci.OciLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Builds images that have no RUN. All instructions of an image make one layer, as {@code buildah bud --layers=false} does, or
 * none when they place no file. May be used by several threads at once.
 */
public final class JibImageBuilder {

    private static final String BASE_NAME = "org.opencontainers.image.base.name";
    private static final String BASE_DIGEST = "org.opencontainers.image.base.digest";
    /** What Docker's and buildah's history puts before instructions that run nothing. */
    private static final String NO_OPERATION = "/bin/sh -c #(nop) ";

    private final OciLayout layout;
    private final Path temporary;
    private final JibSettings settings;
    private final LayerIndexes indexes;
    private final Downloads downloads = new Downloads();

    /**
     * @param layout what is built into, and where parents lie
     * @param temporary a directory for content of archives and downloads while an image is built
     */
    public JibImageBuilder(OciLayout layout, Path temporary, JibSettings settings) {
        this.layout = layout;
        this.temporary = temporary;
        this.settings = settings;
        this.indexes = new LayerIndexes(layout);
    }

    /**
     * Builds an image and writes its blobs; naming it in the layout's index is up to the caller.
     *
     * @param output gets a line a step
     * @throws JibBuildException when an instruction cannot be carried out
     * @throws RemoteException when an address did not answer
     * @throws IOException when a file or the layout cannot be read or written
     */
    public LayoutImage build(JibImage image, Consumer<String> output)
            throws IOException, JibBuildException, InterruptedException {
        ContainerConfig config =
                new ContainerConfig(image.parent().map(LayoutImage::copyOfConfig), settings.platform());
        List<Layer> layers =
                new ArrayList<>(image.parent().map(LayoutImage::layers).orElse(List.of()));
        RootChanges files = new RootChanges(new LowerLayers(layers, indexes));
        List<String> history = new ArrayList<>();
        try (Spool spool = new Spool(temporary)) {
            runSteps(image, config, files, spool, history, output);
            image.labels().forEach(config::setLabel);
            LayerDraft draft = files.draft();
            if (!draft.isEmpty()) {
                layers.add(layout.writeLayer(
                        draft, new LayerWriter(image.created()), settings.packing(), settings.format()));
            }
            ObjectNode finished = config.finish(
                    image.created(),
                    layers,
                    history,
                    !draft.isEmpty(),
                    image.parent().isPresent() ? "FROM " + image.parentReference() : "");
            return layout.writeImage(finished, layers, settings.format(), annotations(image));
        }
    }

    private void runSteps(
            JibImage image,
            ContainerConfig config,
            RootChanges files,
            Spool spool,
            List<String> history,
            Consumer<String> output)
            throws IOException, JibBuildException, InterruptedException {
        List<Instruction> instructions = new ArrayList<>(triggers(image, config));
        instructions.addAll(image.instructions());
        refuseRun(image, instructions);
        Path context = image.context().toRealPath();
        Steps steps =
                new Steps(config, files, new BuildContext(context), ignoreRules(image, context), downloads, spool);
        int number = 0;
        for (Instruction instruction : instructions) {
            String line = ContainerfileWriter.write(instruction);
            output.accept("STEP " + ++number + "/" + instructions.size() + ": " + line);
            try {
                steps.run(instruction);
                if (number == instructions.size()) {
                    steps.finish(instruction);
                }
            } catch (InstructionException | MalformedInstructionException e) {
                throw failure(image, instruction, String.valueOf(e.getMessage()));
            }
            if (!(instruction instanceof Instruction.From)) {
                history.add(NO_OPERATION + line);
            }
        }
        if (history.isEmpty()) {
            history.add(NO_OPERATION + "LABEL");
        }
    }

    private static IgnoreRules ignoreRules(JibImage image, Path context) throws IOException, JibBuildException {
        try {
            return IgnoreRules.read(context);
        } catch (InstructionException e) {
            throw new JibBuildException("image '" + image.name() + "': " + e.getMessage());
        }
    }

    private static List<Instruction> triggers(JibImage image, ContainerConfig config) throws JibBuildException {
        Location location = Location.of("ONBUILD of " + image.parentReference());
        List<Instruction> triggers = new ArrayList<>();
        for (String trigger : config.takeTriggers()) {
            try {
                triggers.add(ContainerfileReader.readInstruction(trigger, location));
            } catch (MalformedInstructionException e) {
                throw new JibBuildException("image '" + image.name() + "', " + location + ": " + e.getMessage());
            }
        }
        return triggers;
    }

    /** Before anything is done: work that comes to nothing helps nobody. */
    private static void refuseRun(JibImage image, List<Instruction> instructions) throws JibBuildException {
        Optional<Instruction> run =
                instructions.stream().filter(Instruction.Run.class::isInstance).findFirst();
        if (run.isPresent()) {
            throw failure(
                    image,
                    run.get(),
                    "RUN needs buildah; the embedded engine only places files and sets configuration."
                            + " Install buildah and set tcib.engine to auto or buildah");
        }
    }

    private static JibBuildException failure(JibImage image, Instruction instruction, String message) {
        return new JibBuildException("image '" + image.name() + "', " + instruction.location() + ": "
                + instruction.keyword() + ": " + message);
    }

    private SortedMap<String, String> annotations(JibImage image) {
        SortedMap<String, String> annotations = new TreeMap<>();
        image.parent().ifPresent(parent -> {
            annotations.put(BASE_NAME, image.parentReference());
            annotations.put(BASE_DIGEST, parent.manifest().digest().toString());
        });
        annotations.putAll(image.annotations());
        return annotations;
    }
}

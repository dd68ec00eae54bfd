package io.github.tcib.build.jib;

import io.github.tcib.build.BuildEngine;
import io.github.tcib.build.BuildFailure;
import io.github.tcib.build.BuildFailure.Kind;
import io.github.tcib.build.ImageFiles;
import io.github.tcib.build.ImageKey;
import io.github.tcib.build.ImageTask;
import io.github.tcib.build.Ingredient;
import io.github.tcib.build.OciImage;
import io.github.tcib.build.StoredImage;
import io.github.tcib.file.FileFault;
import io.github.tcib.model.ImageDefinition;
import io.github.tcib.model.Parent;
import io.github.tcib.oci.Descriptor;
import io.github.tcib.oci.Digest;
import io.github.tcib.oci.ImageImport;
import io.github.tcib.oci.Layer;
import io.github.tcib.oci.LayerIndexes;
import io.github.tcib.oci.LayoutImage;
import io.github.tcib.oci.LowerLayers;
import io.github.tcib.oci.OciException;
import io.github.tcib.oci.OciLayout;
import io.github.tcib.registry.BaseImagePuller;
import io.github.tcib.registry.RegistryAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The embedded engine: its store is an OCI layout, and it builds what has no RUN. */
public final class JibEngine implements BuildEngine {

    private static final String NAME = "jib";
    private static final String STATE = ".tcib";
    private static final StoredImage SCRATCH =
            new StoredImage(BaseImages.SCRATCH, BaseImages.SCRATCH, 0, Optional.empty(), List.of());

    private final OciLayout layout;
    private final JibSettings settings;
    private final BaseImages bases;
    private final JibImageBuilder builder;
    private final ImageNames names;
    private final Consumer<String> warnings;

    private JibEngine(OciLayout layout, JibSettings settings, RegistryAccess registries, Consumer<String> warnings) {
        this.warnings = warnings;
        this.layout = layout;
        this.settings = settings;
        this.bases = new BaseImages(layout, temporary(layout), settings.platform(), new BaseImagePuller(registries));
        this.names = new ImageNames(layout, settings.platform());
        this.builder = new JibImageBuilder(layout, temporary(layout), settings);
    }

    /**
     * Opens the engine on a layout, which is made if it is not there.
     *
     * @param warnings gets what the user should look into though the build goes on
     * @throws BuildFailure when the layout cannot be read or written
     */
    public static JibEngine open(
            Path layout, JibSettings settings, RegistryAccess registries, Consumer<String> warnings)
            throws BuildFailure {
        try {
            return new JibEngine(OciLayout.create(layout), settings, registries, warnings);
        } catch (IOException e) {
            throw new BuildFailure(
                    Kind.DETERMINISTIC,
                    "the image layout '" + layout + "' cannot be written: " + FileFault.reasonOf(e));
        }
    }

    /** The layout that images are built into. */
    public OciLayout layout() {
        return layout;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Path stateDirectory() {
        return layout.root().resolve(STATE);
    }

    @Override
    public SortedMap<String, Ingredient> ingredientsOf(ImageDefinition image) {
        SortedMap<String, Ingredient> ingredients = new TreeMap<>();
        ingredients.put("format", Ingredient.of(settings.format().name()));
        ingredients.put("platform", Ingredient.of(settings.platform().toString()));
        ingredients.put(
                "layer packing",
                Ingredient.of(Integer.toString(settings.packing().level())));
        return ingredients;
    }

    @Override
    public Map<String, StoredImage> find(Collection<String> references) throws BuildFailure, InterruptedException {
        return Failures.guard(() -> {
            Map<String, StoredImage> found = new HashMap<>();
            Map<String, List<Descriptor>> index = layout.index().read();
            for (String reference : references) {
                List<Descriptor> manifests = index.getOrDefault(reference, List.of());
                Optional<LayoutImage> image =
                        manifests.isEmpty() ? Optional.empty() : findWhole(manifests.get(manifests.size() - 1));
                if (image.isPresent()) {
                    found.put(reference, stored(image.get()));
                }
            }
            return found;
        });
    }

    @Override
    public StoredImage provide(String reference) throws BuildFailure, InterruptedException {
        return Failures.guard(() -> {
            Optional<LayoutImage> base = external(reference);
            return base.isPresent() ? stored(base.get()) : SCRATCH;
        });
    }

    @Override
    public StoredImage build(ImageTask task) throws BuildFailure, InterruptedException {
        return Failures.within(task.timeout(), () -> {
            ImageDefinition definition = task.image();
            LayoutImage built = builder.build(
                    new JibImage(
                            definition.name().value(),
                            definition.instructions(),
                            task.context(),
                            definition.parent().reference(),
                            parentOf(definition),
                            task.labels(),
                            task.annotations(),
                            task.created().orElse(Instant.EPOCH)),
                    task.output());
            names.put(definition.reference(), built);
            return stored(built);
        });
    }

    @Override
    public OciImage lend(String reference) throws BuildFailure, InterruptedException {
        return Failures.guard(() -> {
            names.write();
            return new OciImage(layout.root(), reference);
        });
    }

    @Override
    public ImageFiles files() {
        LayerIndexes indexes = new LayerIndexes(layout);
        return (reference, image) -> Failures.guard(() -> new LowerLayers(
                names.find(reference)
                        .orElseThrow(() -> new OciException(
                                "the image '" + reference + "' is not in '" + layout.root() + "'; build it again"))
                        .layers(),
                indexes));
    }

    @Override
    public StoredImage adopt(OciImage image, String reference) throws BuildFailure, InterruptedException {
        return Failures.guard(() -> {
            LayoutImage copied = new ImageImport(layout, settings.platform())
                    .copyFromLayout(image.layout(), Optional.of(image.name()));
            names.put(reference, copied);
            return stored(copied);
        });
    }

    @Override
    public void finish(Consumer<String> notes) throws BuildFailure, InterruptedException {
        Failures.guard(() -> {
            names.write();
            return layout;
        });
    }

    @Override
    public void removeLeftovers() throws InterruptedException {
        try {
            layout.removeUnfinished();
            Path temporary = temporary(layout);
            if (Files.isDirectory(temporary)) {
                try (Stream<Path> files = Files.list(temporary)) {
                    for (Path file : files.filter(Files::isRegularFile).toList()) {
                        Files.deleteIfExists(file);
                    }
                }
            }
        } catch (IOException e) {
            warnings.accept("what an earlier build left in '" + layout.root() + "' cannot be removed: "
                    + FileFault.reasonOf(e));
        }
    }

    private Optional<LayoutImage> parentOf(ImageDefinition definition) throws IOException, InterruptedException {
        String reference = definition.parent().reference();
        if (definition.parent() instanceof Parent.External) {
            return external(reference);
        }
        return Optional.of(names.find(reference)
                .orElseThrow(() -> new OciException(
                        "the parent '" + reference + "' is not in '" + layout.root() + "'; build it, too")));
    }

    /** An image of the layout goes before the registry's: an excluded parent is used as it stands here. */
    private Optional<LayoutImage> external(String reference) throws IOException, InterruptedException {
        Optional<LayoutImage> here = names.find(reference);
        return here.isPresent() ? here : bases.fetch(reference);
    }

    /** An image that has lost a blob, or cannot be read, counts as missing and is built anew. */
    private Optional<LayoutImage> findWhole(Descriptor manifest) throws IOException {
        try {
            LayoutImage image = layout.readImage(manifest, settings.platform());
            boolean whole = image.layers().stream().allMatch(layer -> layout.has(layer.blob()));
            return whole ? Optional.of(image) : Optional.empty();
        } catch (OciException e) {
            return Optional.empty();
        }
    }

    private StoredImage stored(LayoutImage image) throws IOException {
        long size = 0;
        for (Layer layer : image.layers()) {
            size += layout.estimateUnpackedSize(layer);
        }
        String key = image.config()
                .path("config")
                .path("Labels")
                .path(ImageKey.LABEL)
                .asText("");
        return new StoredImage(
                image.configBlob().digest().toString(),
                image.manifest().digest().toString(),
                size,
                key.isEmpty() ? Optional.empty() : Optional.of(key),
                image.layers().stream().map(Layer::diffId).map(Digest::toString).toList());
    }

    private static Path temporary(OciLayout layout) {
        return layout.root().resolve(STATE).resolve("temporary");
    }
}

package io.github.tcib.build;

import io.github.tcib.build.ImageKey.Step;
import io.github.tcib.containerfile.ContainerfileWriter;
import io.github.tcib.file.FileFault;
import io.github.tcib.model.ContextFile;
import io.github.tcib.model.ImageDefinition;
import io.github.tcib.model.ImageName;
import io.github.tcib.model.Instruction;
import io.github.tcib.model.Parent;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes the keys of a tree's images, parents before children. */
final class ImageKeys {

    private final BuildRequest request;
    private final BuildEngines engines;
    private final Map<String, Ingredient> external = new HashMap<>();
    private final Map<ImageName, ImageKey> keys = new HashMap<>();

    ImageKeys(BuildRequest request, BuildEngines engines) {
        this.request = request;
        this.engines = engines;
    }

    /** Reads what an image is built from. The key of its parent has been asked for before. */
    ImageKey read(ImageDefinition image) throws BuildFailure, InterruptedException {
        BuildEngine engine = engines.engineFor(image.name());
        SortedMap<String, Ingredient> ingredients = new TreeMap<>();
        ingredients.put("engine", Ingredient.of(engine.name()));
        putParents(ingredients, image, engine);
        putFiles(ingredients, image);
        ingredients.putAll(engine.ingredientsOf(image));
        ImageKey key = new ImageKey(stepsOf(image), ingredients);
        keys.put(image.name(), key);
        return key;
    }

    private void putParents(SortedMap<String, Ingredient> ingredients, ImageDefinition image, BuildEngine engine)
            throws InterruptedException {
        if (image.parent() instanceof Parent.InTree parent) {
            ImageKey key = Optional.ofNullable(keys.get(parent.image())).orElseThrow();
            ingredients.put("parent " + parent.image(), new Ingredient(key.value(), key.isKnown()));
        }
        for (String reference : ExternalImages.of(image)) {
            boolean isBase = reference.equals(image.parent().reference());
            ingredients.put((isBase ? "base " : "image ") + reference, provide(reference, engine));
        }
    }

    /** An image that cannot be had keeps others from being built later on, not the plan from being made. */
    private Ingredient provide(String reference, BuildEngine engine) throws InterruptedException {
        String seen = engine.name() + " " + reference;
        Ingredient known = external.get(seen);
        if (known != null) {
            return known;
        }
        Ingredient state;
        try {
            state = Ingredient.of(engine.provide(reference).digest());
        } catch (BuildFailure e) {
            state = Ingredient.unknown();
        }
        external.put(seen, state);
        return state;
    }

    private void putFiles(SortedMap<String, Ingredient> ingredients, ImageDefinition image) throws BuildFailure {
        // Only what belongs to the image: the contexts of its children lie in subdirectories.
        try {
            for (ContextFile file : image.contextFiles()) {
                ingredients.put(
                        "file " + file.target(),
                        FileState.read(request.contextOf(image).resolve(file.target())));
            }
        } catch (NoSuchFileException e) {
            throw new BuildFailure(
                    BuildFailure.Kind.DETERMINISTIC,
                    "the build context of '" + image.name() + "' is incomplete: " + e.getFile()
                            + " is missing; generate it first");
        } catch (IOException e) {
            throw new BuildFailure(
                    BuildFailure.Kind.DETERMINISTIC,
                    "the build context of '" + image.name() + "' cannot be read: " + FileFault.reasonOf(e));
        }
    }

    /** FROM is left out: the parent's key or the base's digest says more than their names do. */
    private static List<Step> stepsOf(ImageDefinition image) {
        List<Step> steps = new ArrayList<>();
        int line = 2;
        for (Instruction instruction : image.instructions()) {
            String text = ContainerfileWriter.write(instruction);
            if (!(instruction instanceof Instruction.From)) {
                steps.add(new Step(line, instruction.keyword(), Sha256.of(text)));
            }
            line += 1 + (int) text.chars().filter(c -> c == '\n').count();
        }
        return steps;
    }
}

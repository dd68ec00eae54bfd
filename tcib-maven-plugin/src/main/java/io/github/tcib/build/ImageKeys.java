package io.github.tcib.build;

import io.github.tcib.build.ImageKey.Step;
import io.github.tcib.containerfile.ContainerfileWriter;
import io.github.tcib.model.Arguments;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes the keys of a tree's images, parents before children. */
final class ImageKeys {

    private static final Pattern COPY_FROM = Pattern.compile("(?:^|\\s)--from=(\\S+)");

    private final BuildRequest request;
    private final BuildEngines engines;
    private final Map<String, StoredImage> external = new HashMap<>();
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
        putParent(ingredients, image, engine);
        for (String reference : copiedImages(image)) {
            ingredients.put("image " + reference, Ingredient.of(provide(reference, engine)));
        }
        putFiles(ingredients, image);
        ingredients.putAll(engine.ingredientsOf(image));
        ImageKey key = new ImageKey(stepsOf(image), ingredients);
        keys.put(image.name(), key);
        return key;
    }

    private void putParent(SortedMap<String, Ingredient> ingredients, ImageDefinition image, BuildEngine engine)
            throws BuildFailure, InterruptedException {
        if (image.parent() instanceof Parent.InTree parent) {
            ImageKey key = Optional.ofNullable(keys.get(parent.image())).orElseThrow();
            ingredients.put("parent " + parent.image(), new Ingredient(key.value(), key.isKnown()));
        } else {
            String reference = image.parent().reference();
            ingredients.put("base " + reference, Ingredient.of(provide(reference, engine)));
        }
    }

    private String provide(String reference, BuildEngine engine) throws BuildFailure, InterruptedException {
        String seen = engine.name() + " " + reference;
        StoredImage image = external.get(seen);
        if (image == null) {
            image = engine.provide(reference);
            external.put(seen, image);
        }
        return image.digest();
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
                    "the build context of '" + image.name() + "' cannot be read: " + e.getMessage());
        }
    }

    private static List<String> copiedImages(ImageDefinition image) {
        List<String> references = new ArrayList<>();
        for (Instruction instruction : image.instructions()) {
            if (instruction instanceof Instruction.Copy copy && copy.arguments() instanceof Arguments.Text text) {
                Matcher from = COPY_FROM.matcher(text.text());
                if (from.find()) {
                    references.add(from.group(1));
                }
            }
        }
        return references;
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

package io.github.tcib.build;

import io.github.tcib.build.BuildHistory.LastBuild;
import io.github.tcib.build.BuildPlan.PlannedImage;
import io.github.tcib.model.ImageDefinition;
import io.github.tcib.model.ImageName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares what the images should be built from with what lies in the stores. */
final class Planner {

    private final BuildRequest request;
    private final BuildEngines engines;
    private final BuildMemory memory;

    Planner(BuildRequest request, BuildEngines engines, BuildMemory memory) {
        this.request = request;
        this.engines = engines;
        this.memory = memory;
    }

    BuildPlan plan() throws BuildFailure, InterruptedException {
        List<ImageDefinition> images = request.imagesInOrder();
        Map<ImageName, StoredImage> stored = findStored(images);
        ImageKeys keys = new ImageKeys(request, engines);
        Map<ImageName, PlannedImage> plan = new LinkedHashMap<>();
        for (ImageDefinition image : images) {
            ImageKey key = keys.read(image);
            Optional<PlannedImage> parent = ImageResult.parentOf(image).map(plan::get);
            Optional<StoredImage> found = Optional.ofNullable(stored.get(image.name()));
            List<String> reasons = reasonsFor(image, key, parent, found);
            plan.put(image.name(), new PlannedImage(image, key, reasons, reasons.isEmpty() ? found : Optional.empty()));
        }
        return new BuildPlan(List.copyOf(plan.values()));
    }

    private Map<ImageName, StoredImage> findStored(List<ImageDefinition> images)
            throws BuildFailure, InterruptedException {
        Map<ImageName, StoredImage> stored = new HashMap<>();
        List<ImageName> names = images.stream().map(ImageDefinition::name).toList();
        for (BuildEngine engine : engines.enginesFor(names)) {
            List<ImageDefinition> own = images.stream()
                    .filter(image -> engines.engineFor(image.name()) == engine)
                    .toList();
            Map<String, StoredImage> found =
                    engine.find(own.stream().map(ImageDefinition::reference).toList());
            own.forEach(image -> Optional.ofNullable(found.get(image.reference()))
                    .ifPresent(there -> stored.put(image.name(), there)));
        }
        return stored;
    }

    private List<String> reasonsFor(
            ImageDefinition image, ImageKey key, Optional<PlannedImage> parent, Optional<StoredImage> stored) {
        if (stored.isEmpty()) {
            return List.of("not in store");
        }
        List<String> reasons = new ArrayList<>(changes(image, key, stored.get()));
        parent.filter(PlannedImage::isBuilt).ifPresent(built -> {
            String changed = "parent " + built.image().name() + " changed";
            reasons.remove(changed);
            reasons.add(0, changed);
        });
        parent.flatMap(PlannedImage::cached)
                .filter(there -> !stored.get().isBuiltOn(there))
                .ifPresent(there -> reasons.add("parent " + image.parent().reference() + " was built anew"));
        key.ingredients().forEach((name, ingredient) -> {
            if (!ingredient.known() && !name.startsWith("parent ")) {
                reasons.add(name + " is not known");
            }
        });
        if (request.settings().force()) {
            reasons.add(0, "forced");
        }
        return reasons;
    }

    private List<String> changes(ImageDefinition image, ImageKey key, StoredImage stored) {
        if (stored.key().isEmpty()) {
            return List.of("the image in the store was not built by tcib");
        }
        String before = stored.key().get();
        if (before.equals(key.value())) {
            return List.of();
        }
        List<String> changes = memory.historyOf(image.name())
                .of(image.reference())
                .filter(last -> last.key().equals(before))
                .map((LastBuild last) -> Changes.between(last, key))
                .orElse(List.of());
        return changes.isEmpty() ? List.of("it changed, and what changed is not on record") : changes;
    }
}

package io.github.tcib.build.buildah;

import io.github.tcib.build.BuildFailure;
import io.github.tcib.build.BuildFailure.Kind;
import io.github.tcib.build.ImageKey;
import io.github.tcib.build.Ingredient;
import io.github.tcib.build.StoredImage;
import io.github.tcib.build.buildah.BuildahSettings.Steps;
import io.github.tcib.locked.LockedBuildException;
import io.github.tcib.locked.LockedPackages;
import io.github.tcib.model.ImageDefinition;
import io.github.tcib.model.ImageName;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** RUN steps with locked packages: what is mounted for them, and the check of what they installed. */
final class LockedSteps {

    private static final String NO_NETWORK = "none";

    private final BuildahSettings settings;
    private final LockedPackages packages;
    private final Surroundings surroundings;
    private final InstalledPackages installed;
    private final Consumer<String> warnings;
    private volatile Optional<BuildahSettings> prepared = Optional.empty();

    /** @param warnings gets what is locked and not there */
    LockedSteps(
            BuildahSettings settings,
            LockedPackages packages,
            Surroundings surroundings,
            InstalledPackages installed,
            Consumer<String> warnings) {
        this.warnings = warnings;
        this.settings = settings;
        this.packages = packages;
        this.surroundings = surroundings;
        this.installed = installed;
    }

    /** The packages that the steps of an image take, and streams and groups: what decides it instead of the repositories. */
    SortedMap<String, Ingredient> ingredientsOf(ImageName image) {
        SortedMap<String, Ingredient> ingredients = new TreeMap<>();
        packages.statesOf(image)
                .forEach((name, state) -> ingredients.put(ImageKey.PACKAGE + name, Ingredient.of(state)));
        packages.metadataStatesOf(image)
                .forEach((name, state) -> ingredients.put(ImageKey.REPOSITORY + name, Ingredient.of(state)));
        return ingredients;
    }

    /**
     * Fetches the packages and writes the repositories that steps will find.
     *
     * @param bases the images that are not of the tree, by the references that stand after FROM
     */
    void prepare(Map<String, StoredImage> bases) throws BuildFailure, InterruptedException {
        try {
            for (Map.Entry<String, StoredImage> base : bases.entrySet()) {
                packages.checkBase(base.getKey(), base.getValue().digest());
            }
            Path local = packages.provide(surroundings.view(), BudCommand.REPO_DIRECTORY);
            Steps steps = settings.steps();
            prepared = Optional.of(settings.with(new Steps(
                    surroundings.lockedVolumes(steps.volumes(), local),
                    Optional.of(local),
                    packages.isOffline() ? NO_NETWORK : steps.network(),
                    steps.release())));
        } catch (LockedBuildException e) {
            throw new BuildFailure(Kind.DETERMINISTIC, String.valueOf(e.getMessage()));
        }
    }

    /** How buildah is called, once all is prepared. */
    BuildahSettings settings() {
        return prepared.orElse(settings);
    }

    /**
     * Compares the packages of an image with the lock, and takes away one that does not hold to it.
     *
     * @param folder for temporary files
     */
    void verify(ImageDefinition image, StoredImage built, Path folder) throws BuildFailure, InterruptedException {
        if (!packages.isVerified()) {
            return;
        }
        try {
            packages.verify(image.name(), installed.read(built, folder)).ifPresent(warnings);
        } catch (LockedBuildException e) {
            installed.remove(built);
            throw new BuildFailure(Kind.DETERMINISTIC, String.valueOf(e.getMessage()));
        }
    }
}

package io.github.tcib.build.buildah;

import io.github.tcib.build.BuildFailure;
import io.github.tcib.build.StoredImage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Opens images of buildah's store as working containers, in which commands run and which become new images. */
public final class WorkingContainers {

    private static final Duration GRACE = Duration.ofSeconds(10);

    private final OpenStore store;

    private WorkingContainers(OpenStore store) {
        this.store = store;
    }

    /**
     * Finds buildah and its store.
     *
     * @param warnings gets what the user should look into though the work goes on
     * @throws BuildFailure when buildah is missing, too old, or may not use its store
     */
    public static WorkingContainers open(BuildahSettings settings, Consumer<String> warnings)
            throws BuildFailure, InterruptedException {
        return new WorkingContainers(OpenStore.open(settings, GRACE, warnings));
    }

    /** What belongs to the store and lives as long as it. */
    public Path stateDirectory() {
        return store.stateDirectory();
    }

    /** Ends and removes what an earlier run left behind; only for the holder of the store's lock. */
    public void removeLeftovers() throws InterruptedException {
        store.removeLeftovers();
    }

    /**
     * Opens an image, which is pulled if it is not in the store.
     *
     * @throws BuildFailure when there is no such image
     */
    public WorkingContainer create(String reference) throws BuildFailure, InterruptedException {
        StoredImage image = provide(reference);
        Path folder = store.createFolder();
        WorkingContainer container = new WorkingContainer(store, reference, image, folder);
        try {
            container.open();
            return container;
        } catch (BuildFailure | InterruptedException | RuntimeException e) {
            container.close();
            throw e;
        }
    }

    private StoredImage provide(String reference) throws BuildFailure, InterruptedException {
        Optional<StoredImage> there = store.images().find(reference);
        if (there.isPresent()) {
            return there.get();
        }
        try {
            return store.bases().provide(reference);
        } catch (BuildFailure e) {
            throw new BuildFailure(
                    e.kind(), "it is not in the image store, and it cannot be pulled: " + e.getMessage(), e.command());
        }
    }

    /** Options of {@code buildah bud} that another command of buildah takes too. */
    static List<String> common(List<String> buildArguments, List<String> options) {
        List<String> chosen = new ArrayList<>();
        for (int i = 0; i < buildArguments.size(); i++) {
            String argument = buildArguments.get(i);
            int equals = argument.indexOf('=');
            if (options.contains(equals < 0 ? argument : argument.substring(0, equals))) {
                chosen.add(argument);
                if (equals < 0 && i + 1 < buildArguments.size()) {
                    chosen.add(buildArguments.get(++i));
                }
            }
        }
        return chosen;
    }
}

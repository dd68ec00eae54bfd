package io.github.tcib.build.buildah;

import io.github.tcib.build.BuildFailure;
import io.github.tcib.build.BuildFailure.Kind;
import io.github.tcib.build.StateFile;
import io.github.tcib.file.FileFault;
import io.github.tcib.process.CommandRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Buildah's store, opened: who works in it, how, and with what.
 *
 * @param settings how buildah is called
 * @param installation the buildah that was found
 * @param stateDirectory what belongs to the store and lives as long as it
 * @param bases brings images in and hands them out
 * @param workplace where calls of buildah have their temporary files
 */
record OpenStore(
        BuildahSettings settings,
        CommandRunner runner,
        Buildah buildah,
        Installation installation,
        Path stateDirectory,
        ImageStore images,
        Bases bases,
        Workplace workplace,
        Leftovers leftovers) {

    /**
     * Finds buildah and its store.
     *
     * @param grace how long a program may take to end once it is asked to
     * @param warnings gets what the user should look into though the work goes on
     * @throws BuildFailure when buildah is missing, too old, or may not use its store
     */
    static OpenStore open(BuildahSettings settings, Duration grace, Consumer<String> warnings)
            throws BuildFailure, InterruptedException {
        CommandRunner runner = new CommandRunner(grace);
        Buildah buildah = new Buildah(settings.program(), runner);
        Installation installation = Installation.read(buildah);
        Path stateDirectory = StateDirectory.of(installation.graphRoot());
        ImageStore images = new ImageStore(
                buildah,
                KnownImages.read(new StateFile(stateDirectory.resolve("images.json"), KnownImages.VERSION, warnings)));
        return new OpenStore(
                settings,
                runner,
                buildah,
                installation,
                stateDirectory,
                images,
                new Bases(settings, buildah, images),
                new Workplace(stateDirectory),
                new Leftovers(
                        buildah, installation, settings.runtime().orElse(installation.runtime()), runner, warnings));
    }

    /** Makes the folder of a call of buildah, which is the mark by which its leftovers are told. */
    Path createFolder() throws BuildFailure {
        try {
            return workplace.create();
        } catch (IOException e) {
            throw new BuildFailure(
                    Kind.DETERMINISTIC, "buildah's temporary files cannot be written: " + FileFault.reasonOf(e));
        }
    }

    /** Ends and removes what an earlier run left behind; only for the holder of the store's lock. */
    void removeLeftovers() throws InterruptedException {
        leftovers.remove(workplace.list());
    }
}

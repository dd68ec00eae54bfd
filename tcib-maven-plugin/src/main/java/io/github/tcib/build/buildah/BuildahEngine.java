package io.github.tcib.build.buildah;

import io.github.tcib.build.BuildEngine;
import io.github.tcib.build.BuildFailure;
import io.github.tcib.build.BuildFailure.Kind;
import io.github.tcib.build.ImageFiles;
import io.github.tcib.build.ImageTask;
import io.github.tcib.build.Ingredient;
import io.github.tcib.build.OciImage;
import io.github.tcib.build.StateFile;
import io.github.tcib.build.StoredImage;
import io.github.tcib.file.FileFault;
import io.github.tcib.locked.LockedPackages;
import io.github.tcib.model.ImageDefinition;
import io.github.tcib.model.Instruction;
import io.github.tcib.model.Parent;
import io.github.tcib.process.Command;
import io.github.tcib.process.LastLines;
import io.github.tcib.process.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Builds images by {@code buildah bud}, one process an image. */
public final class BuildahEngine implements BuildEngine {

    private static final String NAME = "buildah";
    /** Buildah removes its working container when it is asked to end, which takes a moment on a busy disk. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    /** Enough to find the cause of a failure in. */
    private static final int LAST_LINES = 200;

    private final OpenStore store;
    private final ReplacedImages replaced;
    private final Surroundings surroundings;
    private final Optional<LockedSteps> locked;

    private BuildahEngine(OpenStore store, Optional<LockedPackages> packages, Consumer<String> warnings) {
        this.store = store;
        BuildahSettings settings = store.settings();
        this.replaced = new ReplacedImages(
                store.buildah(),
                store.images(),
                store.installation(),
                new StateFile(store.stateDirectory().resolve("replaced.json"), ReplacedImages.VERSION, warnings));
        this.surroundings = new Surroundings(settings, settings.architecture(), packages, warnings);
        this.locked = packages.map(one -> new LockedSteps(
                settings, one, surroundings, new InstalledPackages(store.buildah(), store.installation()), warnings));
    }

    /**
     * Finds buildah and its store.
     *
     * @param warnings gets what the user should look into though the build goes on
     * @throws BuildFailure when buildah is missing, too old, or may not use its store
     */
    public static BuildahEngine open(BuildahSettings settings, Consumer<String> warnings)
            throws BuildFailure, InterruptedException {
        return open(settings, Optional.empty(), warnings);
    }

    /**
     * As {@link #open(BuildahSettings, Consumer)}, with RUN steps that get locked packages and no others.
     *
     * @param packages empty for what the repositories have
     */
    public static BuildahEngine open(
            BuildahSettings settings, Optional<LockedPackages> packages, Consumer<String> warnings)
            throws BuildFailure, InterruptedException {
        return new BuildahEngine(OpenStore.open(settings, GRACE, warnings), packages, warnings);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Path stateDirectory() {
        return store.stateDirectory();
    }

    @Override
    public SortedMap<String, Ingredient> ingredientsOf(ImageDefinition image) throws InterruptedException {
        SortedMap<String, Ingredient> ingredients = new TreeMap<>();
        ingredients.put("format", Ingredient.of(store.settings().format().name()));
        ingredients.put("platform", Ingredient.of(store.settings().platform().orElse("")));
        ingredients.put(
                "buildah arguments",
                Ingredient.of(store.settings().program().buildArguments().toString()));
        if (hasSteps(image)) {
            ingredients.putAll(surroundings.read());
            locked.ifPresent(steps -> ingredients.putAll(steps.ingredientsOf(image.name())));
        }
        return ingredients;
    }

    @Override
    public void prepare(List<ImageDefinition> images) throws BuildFailure, InterruptedException {
        if (locked.isPresent() && images.stream().anyMatch(BuildahEngine::hasSteps)) {
            locked.get().prepare(store.images().find(basesOf(images)));
        }
    }

    private static Set<String> basesOf(List<ImageDefinition> images) {
        Set<String> references = new TreeSet<>();
        for (ImageDefinition image : images) {
            if (image.parent() instanceof Parent.External base) {
                references.add(base.reference());
            }
        }
        return references;
    }

    private static boolean hasSteps(ImageDefinition image) {
        return image.instructions().stream().anyMatch(Instruction.Run.class::isInstance);
    }

    @Override
    public Map<String, StoredImage> find(Collection<String> references) throws BuildFailure, InterruptedException {
        Map<String, StoredImage> found = store.images().find(references);
        replaced.saw(found);
        return found;
    }

    @Override
    public StoredImage provide(String reference) throws BuildFailure, InterruptedException {
        return store.bases().provide(reference);
    }

    @Override
    public StoredImage build(ImageTask task) throws BuildFailure, InterruptedException {
        Path folder = store.createFolder();
        boolean clean = false;
        try {
            StoredImage image = build(task, folder);
            if (locked.isPresent() && hasSteps(task.image())) {
                locked.get().verify(task.image(), image, folder);
            }
            if (!store.settings().keepReplaced()) {
                replaced.built(task.image().reference(), image.id());
            }
            clean = true;
            return image;
        } finally {
            if (clean) {
                Workplace.remove(folder);
            } else {
                store.leftovers().remove(List.of(folder));
            }
        }
    }

    private StoredImage build(ImageTask task, Path folder) throws BuildFailure, InterruptedException {
        BudCommand bud = new BudCommand(
                locked.map(LockedSteps::settings).orElse(store.settings()),
                store.bases().substitutes());
        Path idFile = folder.resolve("id");
        List<String> bookkeeping = List.of(
                "--secret", "id=" + folder.getFileName() + ",src=" + mark(folder), "--iidfile", idFile.toString());
        Command command =
                store.buildah().command(bud.arguments(task, bookkeeping), Map.of("TMPDIR", folder.toString()));
        String display = store.buildah()
                .command(bud.arguments(task, List.of()), Map.of())
                .display();
        task.output().accept("$ " + display);
        LastLines output = new LastLines(LAST_LINES);
        Consumer<String> both = output.andThen(task.output());
        Outcome outcome;
        try {
            outcome = store.runner().run(command, task.timeout(), both, both);
        } catch (IOException e) {
            throw BuildahErrors.notStarted(store.settings().program().executable(), e);
        }
        if (outcome instanceof Outcome.TimedOut timedOut) {
            throw new BuildFailure(
                    Kind.TIMEOUT,
                    "it took longer than " + timedOut.limit().toSeconds()
                            + " s (tcib.timeout), and its processes were ended",
                    Optional.of(display));
        }
        if (outcome instanceof Outcome.Exited exited && !exited.isSuccess()) {
            throw failure(exited.code(), output.list(), display);
        }
        return readBuilt(idFile, task.image().reference());
    }

    private StoredImage readBuilt(Path idFile, String reference) throws BuildFailure, InterruptedException {
        try {
            Optional<StoredImage> built =
                    store.images().find(Files.readString(idFile).strip());
            if (built.isPresent()) {
                return built.get();
            }
        } catch (IOException e) {
            throw new BuildFailure(
                    Kind.DETERMINISTIC,
                    "buildah did not say which image it built: " + FileFault.reasonOf(e)
                            + "; is tcib.buildahExecutable buildah itself?");
        }
        throw new BuildFailure(
                Kind.TRANSIENT, "the image " + reference + " was built but is not in the store; was it removed?");
    }

    private static BuildFailure failure(int code, List<String> output, String display) {
        if (code > 128 && !BuildahErrors.isExplained(output)) {
            return new BuildFailure(
                    Kind.DETERMINISTIC,
                    "buildah was ended by signal " + (code - 128) + (code == 128 + 9 ? "; is memory short?" : ""),
                    Optional.of(display));
        }
        return new BuildFailure(
                BuildahErrors.kindOf(output),
                BuildahErrors.reasonIn(output) + " (exit code " + code + ")",
                Optional.of(display));
    }

    @Override
    public OciImage lend(String reference) throws BuildFailure, InterruptedException {
        return store.bases().lend(reference, store.stateDirectory().resolve("oci"));
    }

    @Override
    public ImageFiles files() throws BuildFailure {
        return StoredFiles.open(store.installation(), this);
    }

    @Override
    public StoredImage adopt(OciImage image, String reference) throws BuildFailure, InterruptedException {
        return store.bases().adopt(image, reference);
    }

    @Override
    public void finish(Consumer<String> notes) throws InterruptedException {
        replaced.remove(notes);
    }

    @Override
    public void removeLeftovers() throws InterruptedException {
        store.removeLeftovers();
    }

    /** A secret is the one argument that buildah keeps with a working container and that no step sees unless it asks for it. */
    private static Path mark(Path folder) throws BuildFailure {
        try {
            return Files.createFile(folder.resolve("mark"));
        } catch (IOException e) {
            throw new BuildFailure(
                    Kind.DETERMINISTIC, "buildah's temporary files cannot be written: " + FileFault.reasonOf(e));
        }
    }
}

package io.github.tcib.build;

import io.github.tcib.model.ImageDefinition;
import io.github.tcib.model.Instruction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** An engine that builds into memory. A RUN step that says {@code fail}, {@code flaky N} or {@code block} does just that. */
final class MemoryEngine implements BuildEngine {

    private final String name;
    private final Path stateDirectory;
    final Map<String, StoredImage> store = new ConcurrentHashMap<>();
    final Map<String, Integer> attempts = new ConcurrentHashMap<>();
    final Map<String, Ingredient> ingredients = new TreeMap<>();
    final List<String> adopted = new ArrayList<>();
    int finished;
    Optional<BuildFailure> finishFailure = Optional.empty();

    MemoryEngine(String name, Path stateDirectory) {
        this.name = name;
        this.stateDirectory = stateDirectory;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Path stateDirectory() {
        return stateDirectory;
    }

    @Override
    public SortedMap<String, Ingredient> ingredientsOf(ImageDefinition image) {
        return new TreeMap<>(ingredients);
    }

    @Override
    public Map<String, StoredImage> find(Collection<String> references) {
        Map<String, StoredImage> found = new TreeMap<>(store);
        found.keySet().retainAll(references);
        return found;
    }

    @Override
    public StoredImage provide(String reference) {
        return store.computeIfAbsent(reference, base -> image(base, Optional.empty(), List.of(Sha256.of(base))));
    }

    @Override
    public StoredImage build(ImageTask task) throws BuildFailure, InterruptedException {
        String reference = task.image().reference();
        int attempt = attempts.merge(reference, 1, Integer::sum);
        for (Instruction instruction : task.image().instructions()) {
            if (instruction instanceof Instruction.Run
                    && instruction.arguments() instanceof io.github.tcib.model.Arguments.Text text) {
                task.output().accept("running " + text.text());
                run(text.text(), attempt);
            }
        }
        StoredImage parent = Optional.ofNullable(store.get(task.image().parent().reference()))
                .orElseThrow(() -> new BuildFailure(BuildFailure.Kind.DETERMINISTIC, "the parent is not in the store"));
        List<String> layers = new ArrayList<>(parent.layers());
        layers.add(Sha256.of(reference + attempt));
        StoredImage built = image(reference, Optional.ofNullable(task.labels().get(ImageKey.LABEL)), layers);
        store.put(reference, built);
        return built;
    }

    private static void run(String step, int attempt) throws BuildFailure, InterruptedException {
        if (step.equals("fail")) {
            throw new BuildFailure(BuildFailure.Kind.DETERMINISTIC, "it was told to fail", Optional.of("make it fail"));
        }
        if (step.startsWith("flaky ") && attempt <= Integer.parseInt(step.substring(6))) {
            throw new BuildFailure(BuildFailure.Kind.TRANSIENT, "the mirror is away");
        }
        if (step.equals("block")) {
            new java.util.concurrent.CountDownLatch(1).await();
        }
    }

    @Override
    public OciImage lend(String reference) {
        return new OciImage(stateDirectory, reference);
    }

    @Override
    public ImageFiles files() {
        return (reference, image) -> path -> Optional.empty();
    }

    @Override
    public StoredImage adopt(OciImage image, String reference) {
        adopted.add(reference);
        StoredImage taken = image(reference, Optional.empty(), List.of(Sha256.of(image.name())));
        store.put(reference, taken);
        return taken;
    }

    @Override
    public void finish(Consumer<String> notes) throws BuildFailure {
        finished++;
        if (finishFailure.isPresent()) {
            throw finishFailure.get();
        }
    }

    @Override
    public void removeLeftovers() {}

    private static StoredImage image(String reference, Optional<String> key, List<String> layers) {
        String digest = "sha256:" + Sha256.of(reference + layers);
        return new StoredImage(digest, digest, 1_234_567, key, layers);
    }
}

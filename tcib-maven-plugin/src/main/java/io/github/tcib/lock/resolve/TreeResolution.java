package io.github.tcib.lock.resolve;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tcib.build.BuildFailure;
import io.github.tcib.build.ShutdownGuard;
import io.github.tcib.build.StoreLock;
import io.github.tcib.build.StoredImage;
import io.github.tcib.build.buildah.BuildahSettings;
import io.github.tcib.build.buildah.HelperContainers;
import io.github.tcib.lock.ArchitectureLock;
import io.github.tcib.lock.LockedBase;
import io.github.tcib.lock.LockedImage;
import io.github.tcib.lock.LockedRepository;
import io.github.tcib.lock.LockedRpm;
import io.github.tcib.lock.MetadataKind;
import io.github.tcib.lock.Nevra;
import io.github.tcib.model.ImageName;
import io.github.tcib.model.ImageTree;
import io.github.tcib.model.Problem;
import io.github.tcib.oci.Digest;
import io.github.tcib.oci.OciException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Resolves the packages of a tree of images: one container for each base, the metadata of its repositories loaded once. */
public final class TreeResolution {

    private final BuildahSettings settings;
    private final Map<String, String> environment;
    private final Duration timeout;
    private final Consumer<String> log;

    /**
     * @param environment where proxies are found
     * @param timeout how long one base may take; zero for no limit
     * @param log gets what is going on
     */
    public TreeResolution(
            BuildahSettings settings, Map<String, String> environment, Duration timeout, Consumer<String> log) {
        this.settings = settings;
        this.environment = Map.copyOf(environment);
        this.timeout = timeout;
        this.log = log;
    }

    /**
     * Resolves images, unless the lock before has them all as they are and nothing is to move.
     *
     * @param before what is locked; versions in it stay unless an update names them or something else needs others
     * @param keepOthers whether images of the lock before that are not in the tree stay in it
     * @throws ResolutionException when packages cannot be resolved
     * @throws BuildFailure when buildah cannot run a container of a base
     */
    public Resolution run(ImageTree tree, Optional<ArchitectureLock> before, Update update, boolean keepOthers)
            throws ResolutionException, BuildFailure, InterruptedException {
        List<Problem> warnings = new ArrayList<>();
        Map<String, List<ImageSteps>> byBase = ImageSteps.byBase(tree, warnings::add);
        List<ImageSteps> all =
                byBase.values().stream().flatMap(Collection::stream).toList();
        if (before.isPresent() && update instanceof Update.Nothing && isSatisfied(before.get(), all, keepOthers)) {
            return new Resolution(before.get(), false, warnings);
        }
        Parts parts = new Parts();
        resolve(byBase, before, update, parts, warnings);
        if (keepOthers && before.isPresent()) {
            parts.addOthers(before.get());
        }
        return new Resolution(parts.lock(), true, warnings);
    }

    /** The images of a tree that a lock does not have, or not as the layout has them now; asks nobody. */
    public static List<ImageName> staleIn(ArchitectureLock locked, ImageTree tree) {
        return ImageSteps.byBase(tree, ignored -> {}).values().stream()
                .flatMap(Collection::stream)
                .filter(image -> !isLocked(image, locked))
                .map(ImageSteps::name)
                .toList();
    }

    private static boolean isSatisfied(ArchitectureLock locked, List<ImageSteps> images, boolean keepOthers) {
        return images.stream().allMatch(image -> isLocked(image, locked))
                && (keepOthers || images.size() == locked.images().size());
    }

    private static boolean isLocked(ImageSteps image, ArchitectureLock locked) {
        Optional<LockedImage> found = locked.find(image.name());
        return found.isPresent()
                && found.get().parent().equals(image.parent())
                && found.get().steps().equals(image.digest())
                // a lock of an earlier plugin lacks what modules and groups need
                && found.get().metadata().equals(image.metadata());
    }

    @SuppressWarnings("try") // guard and lock do their work by being open
    private void resolve(
            Map<String, List<ImageSteps>> byBase,
            Optional<ArchitectureLock> before,
            Update update,
            Parts parts,
            List<Problem> warnings)
            throws ResolutionException, BuildFailure, InterruptedException {
        if (byBase.isEmpty()) {
            return;
        }
        HelperContainers containers = HelperContainers.open(settings, log);
        Solver solver = new Solver(containers, environment, timeout);
        List<Problem> problems = new ArrayList<>();
        try (ShutdownGuard guard = ShutdownGuard.ofThisThread();
                StoreLock lock = StoreLock.acquire(
                        List.of(containers.stateDirectory()), holder -> log.accept("Waiting for " + holder + "."))) {
            for (Map.Entry<String, List<ImageSteps>> entry : byBase.entrySet()) {
                String reference = entry.getKey();
                List<ImageSteps> images = entry.getValue();
                StoredImage base = containers.provide(reference);
                JsonNode json = solver.solve(reference, base.id(), images, holdFor(before, update));
                Answer answer = new Answer(json, images);
                problems.addAll(answer.problems());
                warnings.addAll(answer.warnings());
                if (problems.isEmpty()) {
                    parts.add(new LockedBase(reference, digestOf(reference, base), answer.base()), answer);
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new ResolutionException(problems.stream().sorted().toList());
        }
    }

    private static Solver.Hold holdFor(Optional<ArchitectureLock> before, Update update) {
        if (before.isEmpty() || update instanceof Update.Everything) {
            return new Solver.Hold(false, List.of(), List.of());
        }
        List<String> keep =
                before.get().rpms().keySet().stream().map(Nevra::toString).toList();
        return new Solver.Hold(true, keep, update instanceof Update.Names names ? names.names() : List.of());
    }

    private static Digest digestOf(String reference, StoredImage base) throws ResolutionException {
        try {
            return Digest.parse(base.digest());
        } catch (OciException e) {
            throw new ResolutionException(
                    "buildah does not tell the digest of the base " + reference + ": " + e.getMessage());
        }
    }

    /** What a lock is put together from. */
    private static final class Parts {

        private final NavigableMap<String, LockedBase> bases = new TreeMap<>();
        private final NavigableMap<String, LockedRepository> repositories = new TreeMap<>();
        private final NavigableMap<Nevra, LockedRpm> rpms = new TreeMap<>();
        private final NavigableMap<ImageName, LockedImage> images = new TreeMap<>();
        private final Set<MetadataKind> metadata = EnumSet.noneOf(MetadataKind.class);

        void add(LockedBase base, Answer answer) throws ResolutionException {
            if (answer.hasModularRpms()) {
                metadata.add(MetadataKind.MODULES);
            }
            bases.put(base.reference(), base);
            answer.repositories().forEach(repository -> repositories.put(repository.id(), repository));
            answer.rpms().forEach(rpm -> rpms.put(rpm.nevra(), rpm));
            answer.images().forEach(image -> images.put(image.name(), image));
        }

        void addOthers(ArchitectureLock before) {
            before.images().forEach(images::putIfAbsent);
            before.bases().forEach(bases::putIfAbsent);
            Set<Nevra> used = new HashSet<>();
            images.values().forEach(image -> used.addAll(image.downloads()));
            before.rpms().forEach((nevra, rpm) -> {
                if (used.contains(nevra)) {
                    rpms.putIfAbsent(nevra, rpm);
                }
            });
            before.repositories().forEach(repositories::putIfAbsent);
            if (!before.metadata(MetadataKind.MODULES).isEmpty()) {
                metadata.add(MetadataKind.MODULES);
            }
        }

        /** Metadata that nobody needs stays out: mirrors drop it sooner than packages, and it changes with every package. */
        ArchitectureLock lock() {
            images.values().forEach(image -> metadata.addAll(image.metadata()));
            return ArchitectureLock.of(
                    layoutDigest(),
                    bases.values(),
                    repositories.values().stream()
                            .map(repository -> repository.withOnly(metadata))
                            .toList(),
                    rpms.values(),
                    images.values());
        }

        private Digest layoutDigest() {
            StringBuilder text = new StringBuilder();
            images.values()
                    .forEach(image -> text.append(image.name())
                            .append(' ')
                            .append(image.parent())
                            .append(' ')
                            .append(image.steps())
                            .append('\n'));
            return Digest.of(text.toString().getBytes(UTF_8));
        }
    }
}

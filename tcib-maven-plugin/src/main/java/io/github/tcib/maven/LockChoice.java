package io.github.tcib.maven;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import io.github.tcib.build.BuildRequest;
import io.github.tcib.lock.ArchitectureLock;
import io.github.tcib.lock.Lock;
import io.github.tcib.lock.LockException;
import io.github.tcib.lock.LockFile;
import io.github.tcib.lock.resolve.TreeResolution;
import io.github.tcib.locked.LockedPackages;
import io.github.tcib.model.ImageDefinition;
import io.github.tcib.model.ImageName;
import io.github.tcib.model.ImageTree;
import io.github.tcib.model.Instruction;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.plugin.MojoFailureException;

/** Whether images are built of locked packages, as {@code tcib.locked} says. */
enum LockChoice {
    /** If there is a lock. */
    AUTO,
    /** Always; without a lock nothing is built. */
    TRUE,
    /** Never. */
    FALSE;

    private static final int MOST_NAMES = 8;

    static LockChoice named(String name) throws MojoFailureException {
        for (LockChoice choice : values()) {
            if (choice.name().equals(name.toUpperCase(Locale.ROOT))) {
                return choice;
            }
        }
        throw new MojoFailureException("tcib.locked: '" + name + "' is no choice; use auto, true or false");
    }

    /**
     * Reads the lock, if it is to be used.
     *
     * @param machine the architecture as RPM names it
     * @param tree the layout
     * @param request what will be built of it
     * @throws MojoFailureException when there is none though there has to be, or it is not one for these images
     */
    Optional<LockedPackages> read(
            Path file, String machine, ImageTree tree, BuildRequest request, LockedPackages.Settings settings)
            throws MojoFailureException {
        if (this == FALSE) {
            return Optional.empty();
        }
        Optional<Lock> lock = read(file);
        if (lock.isEmpty()) {
            if (this == TRUE) {
                throw new MojoFailureException("tcib.locked is true and there is no " + file + "; run tcib:lock");
            }
            return Optional.empty();
        }
        ArchitectureLock locked = lock.get()
                .find(machine)
                .orElseThrow(() -> new MojoFailureException(file + " has no packages for " + machine
                        + "; run tcib:lock for that platform, or set tcib.locked=false"));
        Set<ImageName> withSteps = withSteps(request);
        List<String> stale = TreeResolution.staleIn(locked, tree).stream()
                .filter(withSteps::contains)
                .map(ImageName::value)
                .toList();
        if (!stale.isEmpty()) {
            throw new MojoFailureException(file + " is older than the layout: what it has of "
                    + stale.stream().limit(MOST_NAMES).collect(joining(", "))
                    + (stale.size() > MOST_NAMES ? " and " + (stale.size() - MOST_NAMES) + " more" : "")
                    + " is not what the layout asks for; run tcib:lock");
        }
        return Optional.of(new LockedPackages(locked, settings));
    }

    private static Optional<Lock> read(Path file) throws MojoFailureException {
        try {
            return new LockFile(file, file.toString()).read();
        } catch (LockException e) {
            throw new MojoFailureException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Set<ImageName> withSteps(BuildRequest request) {
        return request.imagesInOrder().stream()
                .filter(image -> image.instructions().stream().anyMatch(Instruction.Run.class::isInstance))
                .map(ImageDefinition::name)
                .collect(toSet());
    }
}

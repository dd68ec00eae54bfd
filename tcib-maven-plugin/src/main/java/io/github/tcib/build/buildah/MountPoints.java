package io.github.tcib.build.buildah;

import io.github.tcib.build.BuildFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Directories that the OCI runtime makes in a working container to mount something on them. They stay there, and would be in the
 * new image's layer.
 */
final class MountPoints {

    private final Asking asking;
    private final NavigableSet<String> asked = new TreeSet<>();
    private final NavigableSet<String> made = new TreeSet<>();

    MountPoints(Asking asking) {
        this.asking = asking;
    }

    /** Runs a command in the container, whatever comes of it, and gives its standard output. */
    interface Asking {
        List<String> run(List<String> words) throws BuildFailure, InterruptedException;
    }

    /** Finds out, before a command runs, what will be made for its volumes. */
    void expect(Collection<String> volumes) throws BuildFailure, InterruptedException {
        NavigableSet<String> wanted = new TreeSet<>();
        for (String volume : volumes) {
            Path path = Volume.parse(volume).map(Volume::destination).orElse(WorkingContainer.TEMPORARY);
            while (!path.startsWith(WorkingContainer.TEMPORARY) && path.getNameCount() > 0) {
                wanted.add(path.toString());
                path = Optional.ofNullable(path.getParent()).orElseThrow();
            }
        }
        wanted.removeAll(asked);
        asked.addAll(wanted);
        if (!wanted.isEmpty()) {
            List<String> words = new ArrayList<>(List.of("ls", "-d", "--"));
            words.addAll(wanted);
            wanted.removeAll(asking.run(words));
            made.addAll(wanted);
        }
    }

    /** Removes what was made. What a package has put something into is not empty, and stays. */
    void remove() throws BuildFailure, InterruptedException {
        if (!made.isEmpty()) {
            List<String> words = new ArrayList<>(List.of("rm", "-d", "--"));
            words.addAll(made.descendingSet()); // the deepest first
            asking.run(words);
        }
    }
}

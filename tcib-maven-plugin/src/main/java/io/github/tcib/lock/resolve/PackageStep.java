package io.github.tcib.lock.resolve;

import io.github.tcib.model.Location;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a command in RUN does to an image's packages, or to how dnf finds them. */
sealed interface PackageStep {

    /** The place of the RUN. */
    Location location();

    /** What dnf is asked to do. */
    enum Action {
        INSTALL,
        REINSTALL,
        UPDATE,
        SYNC,
        REMOVE,
        SWAP,
        GROUP
    }

    /**
     * A command of dnf.
     *
     * @param names packages or groups, as written
     * @param certain whether the build fails when it fails; not so in a branch that depends on what only RUN finds out
     */
    record Transaction(Action action, List<String> names, DnfOptions options, boolean certain, Location location)
            implements PackageStep {
        public Transaction {
            names = List.copyOf(names);
        }
    }

    /**
     * A command {@code dnf module}.
     *
     * @param action {@code enable}, {@code install}, {@code reset}, {@code disable}
     */
    record Module(String action, List<String> names, DnfOptions options, boolean certain, Location location)
            implements PackageStep {
        public Module {
            names = List.copyOf(names);
        }
    }

    /** Packages taken away by {@code rpm -e}. */
    record Erasure(List<String> names, Location location) implements PackageStep {
        public Erasure {
            names = List.copyOf(names);
        }
    }

    /** Options written to dnf.conf, or taken out of it. */
    record Configuration(SortedMap<String, String> values, List<String> unset, Location location)
            implements PackageStep {
        public Configuration {
            values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
            unset = List.copyOf(unset);
        }
    }

    /** Repositories switched on or off, by globs of their ids. */
    record Switching(List<String> names, boolean enabled, Location location) implements PackageStep {
        public Switching {
            names = List.copyOf(names);
        }
    }

    /** Files of repositories removed, by globs of their paths. */
    record RemovedRepoFiles(List<String> names, Location location) implements PackageStep {
        public RemovedRepoFiles {
            names = List.copyOf(names);
        }
    }
}

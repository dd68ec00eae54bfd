package io.github.tcib.lock.resolve;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Those options of a dnf command that decide which packages it chooses (dnf(8), "Options").
 *
 * @param repositories the only repositories it sees, if any are given ({@code --repo})
 * @param enabled repositories it sees too, as globs
 * @param disabled repositories it does not see, as globs
 * @param excluded packages it does not see, as globs
 * @param best whether only the newest version will do; empty for what dnf.conf says
 * @param allowErasing whether it may remove packages to solve a conflict
 * @param skipBroken whether it leaves out what cannot be installed
 * @param settings options of dnf.conf ({@code --setopt})
 */
record DnfOptions(
        List<String> repositories,
        List<String> enabled,
        List<String> disabled,
        List<String> excluded,
        Optional<Boolean> best,
        boolean allowErasing,
        boolean skipBroken,
        SortedMap<String, String> settings) {

    static final DnfOptions NONE =
            new DnfOptions(List.of(), List.of(), List.of(), List.of(), Optional.empty(), false, false, new TreeMap<>());

    DnfOptions {
        repositories = List.copyOf(repositories);
        enabled = List.copyOf(enabled);
        disabled = List.copyOf(disabled);
        excluded = List.copyOf(excluded);
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }
}

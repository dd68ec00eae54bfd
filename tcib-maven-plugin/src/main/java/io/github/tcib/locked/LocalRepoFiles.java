package io.github.tcib.locked;

import io.github.tcib.lock.ArchitectureLock;
import io.github.tcib.lock.LockedRepository;
import io.github.tcib.repository.RepoFile;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The {@code .repo} files of a locked build: the same ids in files of the same names, with the options that decide which package
 * is taken and how it is checked. They lead to local repositories; one that is not locked leads to an empty one.
 */
final class LocalRepoFiles {

    /** Repositories that the base image brings: what is found first wins, and this is looked at before /etc/yum.repos.d. */
    private static final String OTHERS = "tcib-locked.repo";

    /** What an option has to do with the choice and the check of packages (dnf.conf(5), "Repo options"). */
    private static final List<String> KEPT = List.of(
            "name",
            "enabled",
            "priority",
            "cost",
            "exclude",
            "excludepkgs",
            "includepkgs",
            "module_hotfixes",
            "gpgcheck");

    private final SortedMap<String, String> texts = new TreeMap<>();
    private final SortedMap<String, String> keys = new TreeMap<>();
    private final SortedMap<String, String> folders = new TreeMap<>();
    private final String mountPoint;

    private LocalRepoFiles(String mountPoint) {
        this.mountPoint = mountPoint;
    }

    /**
     * @param mountPoint where RUN steps see the directory that these files are in
     * @param variables fills in variables such as {@code $basearch}
     */
    static LocalRepoFiles of(
            ArchitectureLock lock, List<RepositoryFile> files, UnaryOperator<String> variables, String mountPoint) {
        LocalRepoFiles local = new LocalRepoFiles(mountPoint);
        for (RepositoryFile file : files) {
            StringBuilder text = new StringBuilder();
            RepoFile.optionsIn(file.text(), variables).forEach((id, options) -> {
                if (!local.folders.containsKey(id)) {
                    text.append(local.section(id, options));
                }
            });
            local.texts.merge(file.name(), text.toString(), String::concat);
        }
        StringBuilder others = new StringBuilder();
        for (LockedRepository repository : lock.repositories().values()) {
            if (!local.folders.containsKey(repository.id())) {
                others.append(local.section(repository.id(), optionsOf(repository)));
            }
        }
        if (!others.isEmpty()) {
            local.texts.put(OTHERS, others.toString());
        }
        return local;
    }

    private static Map<String, String> optionsOf(LockedRepository repository) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("name", repository.id());
        options.put("gpgcheck", repository.gpgCheck() ? "1" : "0");
        options.put("gpgkey", String.join(" ", repository.gpgKeys()));
        repository.priority().ifPresent(priority -> options.put("priority", String.valueOf(priority)));
        return options;
    }

    private String section(String id, Map<String, String> options) {
        String folder = folderOf(id);
        folders.put(id, folder);
        StringBuilder text = new StringBuilder("[" + id + "]\n");
        KEPT.forEach(key -> Optional.ofNullable(options.get(key))
                .ifPresent(value -> text.append(key).append('=').append(value).append('\n')));
        text.append("baseurl=file://")
                .append(mountPoint)
                .append('/')
                .append(folder)
                .append('\n');
        String gpgKeys =
                words(options.getOrDefault("gpgkey", "")).map(this::localKey).collect(Collectors.joining(" "));
        if (!gpgKeys.isEmpty()) {
            text.append("gpgkey=").append(gpgKeys).append('\n');
        }
        // a parent's layers may hold what dnf read of the repositories of an earlier lock, which lay at the same place
        return text.append("repo_gpgcheck=0\nmetadata_expire=0\n\n").toString();
    }

    /** A key in the image or on a volume is seen by RUN steps; one on the network is put beside the repositories. */
    private String localKey(String url) {
        if (url.startsWith("file:")) {
            return url;
        }
        String path = "keys/" + Names.shortDigest(url);
        keys.put(url, path);
        return "file://" + mountPoint + "/" + path;
    }

    private static String folderOf(String id) {
        boolean plain = id.matches("[A-Za-z0-9_][A-Za-z0-9_.-]*");
        return "locked/" + (plain ? id : Names.shortDigest(id));
    }

    static Stream<String> words(String value) {
        return Stream.of(value.split("[\\s,]+")).filter(word -> !word.isEmpty());
    }

    /** The files' texts by their names. */
    SortedMap<String, String> texts() {
        return Collections.unmodifiableSortedMap(texts);
    }

    /** Keys to fetch, and where each has to lie. */
    SortedMap<String, String> keys() {
        return Collections.unmodifiableSortedMap(keys);
    }

    /** The directory of each repository, by its id. */
    SortedMap<String, String> folders() {
        return Collections.unmodifiableSortedMap(folders);
    }
}

package io.github.tcib.locked;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import io.github.tcib.lock.ArchitectureLock;
import io.github.tcib.lock.LockedBase;
import io.github.tcib.lock.LockedImage;
import io.github.tcib.lock.LockedRepository;
import io.github.tcib.lock.LockedRpm;
import io.github.tcib.lock.MetadataKind;
import io.github.tcib.lock.Nevra;
import io.github.tcib.model.Counted;
import io.github.tcib.model.ImageName;
import io.github.tcib.oci.Digest;
import io.github.tcib.repository.Downloads;
import io.github.tcib.repository.RepoFile;
import io.github.tcib.repository.RepositoryAccess;
import io.github.tcib.rpm.RpmException;
import io.github.tcib.rpm.RpmKeys;
import io.github.tcib.rpm.RpmPackage;
import io.github.tcib.rpm.RpmSignature;
import java.io.IOException;
import java.net.ProxySelector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

/** The packages that images are built of, as a lock says. */
public final class LockedPackages {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);

    private final ArchitectureLock lock;
    private final Settings settings;
    private final FileCache cache;

    /**
     * How locked packages are had.
     *
     * @param cacheDirectory of RPMs and local repositories; what is in it may be removed at any time no build runs
     * @param offline whether nothing may be downloaded, and steps get no network
     * @param verify whether the packages of images are compared with the lock
     * @param proxies the way to http servers
     * @param notes gets what is worth knowing, worded for the user
     * @param warnings gets what the user should look into
     */
    public record Settings(
            Path cacheDirectory,
            boolean offline,
            boolean verify,
            ProxySelector proxies,
            Consumer<String> notes,
            Consumer<String> warnings) {}

    public LockedPackages(ArchitectureLock lock, Settings settings) {
        this.lock = lock;
        this.settings = settings;
        this.cache = new FileCache(settings.cacheDirectory());
    }

    /** Whether nothing may be downloaded, and steps get no network. */
    public boolean isOffline() {
        return settings.offline();
    }

    /** The packages that the steps of a locked image download, by name: versions and digests of their RPMs. */
    public SortedMap<String, String> statesOf(ImageName image) {
        SortedMap<String, String> states = new TreeMap<>();
        for (LockedRpm rpm : lock.downloadsOf(image)) {
            Nevra nevra = rpm.nevra();
            states.merge(
                    nevra.name(),
                    nevra.evr() + "." + nevra.architecture() + " " + rpm.sha256(),
                    (one, other) -> one + ", " + other);
        }
        return states;
    }

    /** The state of module streams and groups, for an image whose steps name any: digests by repository and kind. */
    public SortedMap<String, String> metadataStatesOf(ImageName image) {
        SortedMap<String, String> states = new TreeMap<>();
        for (MetadataKind kind : lock.find(image).map(LockedImage::metadata).orElse(new TreeSet<>())) {
            lock.metadata(kind)
                    .forEach((repository, file) -> states.put(
                            repository + " " + kind.type(), file.sha256().hex()));
        }
        return states;
    }

    /** The digests of all locked RPM files, by {@link Nevra#toString}. */
    public Map<String, Digest> digests() {
        Map<String, Digest> digests = new HashMap<>();
        lock.rpms().forEach((nevra, rpm) -> digests.put(nevra.toString(), rpm.sha256()));
        return digests;
    }

    /** Where RUN steps would see the locked repositories that are directories. */
    public List<Path> repositoryPaths() {
        return lock.repositories().values().stream()
                .map(LockedRepository::baseUrl)
                .filter(url -> url.startsWith("file://"))
                .map(url -> Path.of(url.substring("file://".length())).normalize())
                .toList();
    }

    /**
     * Checks that a base is the locked one: on another, other packages would be needed.
     *
     * @param digest of its manifest
     * @throws LockedBuildException when it is not
     */
    public void checkBase(String reference, String digest) throws LockedBuildException {
        LockedBase base = lock.bases().get(reference);
        if (base != null && !base.digest().toString().equals(digest)) {
            throw new LockedBuildException("the base " + reference + " is not the locked one: it is " + digest
                    + " and was " + base.digest() + "; run tcib:lock, or bring that one back");
        }
    }

    /**
     * Fetches what is not in the cache and writes the directory to mount.
     *
     * @param mountPoint where RUN steps will see it
     * @throws LockedBuildException when an RPM cannot be had, or is not the locked one
     */
    public Path provide(StepView view, String mountPoint) throws LockedBuildException, InterruptedException {
        LocalRepoFiles files = LocalRepoFiles.of(lock, view.repositoryFiles(), view.variables(), mountPoint);
        LocalRepositories local = new LocalRepositories(settings.cacheDirectory(), cache, lock, files);
        if (local.isWritten()) {
            return local.directory();
        }
        Downloads downloads = new Downloads(settings.proxies(), view.files(), TIMEOUT);
        FileFetcher fetcher = new FileFetcher(cache, downloads, settings.offline(), FIRST_WAIT);
        List<LockedFile> missing = fetcher.missing(lock);
        Map<String, Map<String, String>> options = optionsOf(view);
        Keys keys = new Keys(downloads, settings.cacheDirectory(), settings.offline());
        fetcher.fetch(missing, lock, accessTo(missing, options, keys, view.files()));
        noteFetched(missing);
        Map<String, byte[]> contents = new HashMap<>();
        for (String url : files.keys().keySet()) {
            contents.put(url, keys.read(url, wayToKey(url, options, view.files())));
        }
        local.write(contents);
        return local.directory();
    }

    private void noteFetched(List<LockedFile> fetched) {
        if (fetched.isEmpty()) {
            return;
        }
        long rpms = fetched.stream().filter(LockedFile::isRpm).count();
        long others = fetched.size() - rpms;
        settings.notes()
                .accept(Counted.of(rpms, "locked RPM")
                        + (others == 0 ? "" : " and " + Counted.of(others, "file") + " of metadata")
                        + " fetched ("
                        + fetched.stream().mapToLong(LockedFile::bytes).sum() / 1_000_000 + " MB), "
                        + Counted.of(lock.rpms().size() - rpms, "was", "were") + " in the cache");
    }

    private static Map<String, Map<String, String>> optionsOf(StepView view) {
        Map<String, Map<String, String>> all = new LinkedHashMap<>();
        for (RepositoryFile file : view.repositoryFiles()) {
            RepoFile.optionsIn(file.text(), view.variables()).forEach(all::putIfAbsent);
        }
        return all;
    }

    private Map<String, FileFetcher.Access> accessTo(
            List<LockedFile> missing,
            Map<String, Map<String, String>> options,
            Keys keys,
            Function<Path, Optional<Path>> files)
            throws LockedBuildException {
        Map<String, FileFetcher.Access> access = new HashMap<>();
        if (settings.offline()) {
            return access;
        }
        for (String id : missing.stream().map(LockedFile::repository).distinct().toList()) {
            LockedRepository repository =
                    Optional.ofNullable(lock.repositories().get(id)).orElseThrow();
            Map<String, String> own = options.getOrDefault(id, Map.of());
            List<String> urls = List.of(repository.baseUrl());
            RepositoryAccess way = wayTo(id, urls, own, files);
            RepositoryAccess.warningOf(id, own, urls).ifPresent(settings.warnings());
            access.put(id, new FileFetcher.Access(way, signatureOf(repository, keys, way)));
        }
        return access;
    }

    /** The way of the first repository that names a key. */
    private RepositoryAccess wayToKey(
            String url, Map<String, Map<String, String>> options, Function<Path, Optional<Path>> files)
            throws LockedBuildException {
        for (Map.Entry<String, Map<String, String>> one : options.entrySet()) {
            boolean named = LocalRepoFiles.words(one.getValue().getOrDefault("gpgkey", ""))
                    .anyMatch(url::equals);
            if (named && !settings.offline()) {
                return wayTo(one.getKey(), List.of(url), one.getValue(), files);
            }
        }
        return RepositoryAccess.PLAIN;
    }

    private static RepositoryAccess wayTo(
            String id, List<String> urls, Map<String, String> options, Function<Path, Optional<Path>> files)
            throws LockedBuildException {
        try {
            return RepositoryAccess.read(id, options, urls, files);
        } catch (IOException e) {
            throw new LockedBuildException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Keys that are in the image alone are left to dnf, which checks every package as well. */
    private Optional<RpmSignature> signatureOf(LockedRepository repository, Keys keys, RepositoryAccess way)
            throws LockedBuildException {
        if (!repository.gpgCheck()) {
            return Optional.empty();
        }
        List<byte[]> contents = new ArrayList<>();
        for (String url : repository.gpgKeys()) {
            if (!keys.isInImage(url)) {
                contents.add(keys.read(url, way));
            }
        }
        if (contents.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new RpmSignature(RpmKeys.parse(contents)));
        } catch (RpmException e) {
            String urls = repository.gpgKeys().stream().map(Downloads::shown).collect(joining(", "));
            throw new LockedBuildException(
                    "a key of the repository " + repository.id() + " (" + urls + ") cannot be used: " + e.getMessage(),
                    e);
        }
    }

    /**
     * Compares the packages of an image with those that are locked.
     *
     * @return what is locked for its own steps and not there, in words. A lock has the packages of every branch of a script, and
     *     a build takes one, so that is worth a look and no fault
     * @throws LockedBuildException naming the packages that are not locked
     */
    public Optional<String> verify(ImageName image, Collection<RpmPackage> installed) throws LockedBuildException {
        PackageDifference difference = PackageDifference.of(installed, lock.packagesOf(image));
        if (!difference.unlocked().isEmpty()) {
            throw new LockedBuildException("it has packages that are not locked: " + difference.unlockedWords()
                    + "; run tcib:lock if the layout has changed, or set tcib.lock.verify=false");
        }
        Set<String> own = lock.find(image).orElseThrow().adds().stream()
                .map(Nevra::toString)
                .collect(toSet());
        PackageDifference missing = new PackageDifference(
                List.of(), difference.missing().stream().filter(own::contains).toList());
        return missing.missing().isEmpty()
                ? Optional.empty()
                : Optional.of("the image '" + image + "' lacks packages that are locked for its steps: "
                        + missing.missingWords() + "; that is as it should be when a branch of a script was not taken");
    }

    /** A directory without files in one that {@link #provide} gave, to hide others behind. */
    public static Path emptyDirectoryIn(Path local) {
        return local.resolve(LocalRepositories.EMPTY);
    }

    /** Whether the packages of images are to be compared with the lock. */
    public boolean isVerified() {
        return settings.verify();
    }
}

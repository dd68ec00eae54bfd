package io.github.tcib.locked;

import io.github.tcib.file.FileFault;
import io.github.tcib.lock.ArchitectureLock;
import io.github.tcib.lock.LockedRepository;
import io.github.tcib.model.Counted;
import io.github.tcib.repository.Downloads;
import io.github.tcib.repository.RepositoryAccess;
import io.github.tcib.rpm.PackageFile;
import io.github.tcib.rpm.RpmException;
import io.github.tcib.rpm.RpmSignature;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;

/** Fills the cache with what a lock names. */
final class FileFetcher {

    private static final int THREADS = 8;
    private static final int ATTEMPTS = 4;
    private static final int MOST_NAMED = 10;

    private final FileCache cache;
    private final Downloads downloads;
    private final boolean offline;
    private final Duration firstWait;

    /**
     * @param offline whether nothing may be downloaded
     * @param firstWait before the second attempt at a file; doubles with each further one
     */
    FileFetcher(FileCache cache, Downloads downloads, boolean offline, Duration firstWait) {
        this.cache = cache;
        this.downloads = downloads;
        this.offline = offline;
        this.firstWait = firstWait;
    }

    /**
     * What is known of a repository beside its lock.
     *
     * @param way to its files
     * @param signature checks its packages; empty when it does not ask for that, or its keys are in the image alone
     */
    record Access(RepositoryAccess way, Optional<RpmSignature> signature) {}

    /** The files of a lock that are not in the cache. */
    List<LockedFile> missing(ArchitectureLock lock) throws LockedBuildException {
        List<LockedFile> missing = new ArrayList<>();
        try {
            for (LockedFile file : LockedFile.allOf(lock)) {
                if (!cache.has(file)) {
                    missing.add(file);
                }
            }
            return missing;
        } catch (IOException e) {
            throw new LockedBuildException("the cache of RPMs cannot be read: " + FileFault.reasonOf(e), e);
        }
    }

    /**
     * Fetches files, several at once.
     *
     * @param access by the ids of their repositories
     * @throws LockedBuildException naming every file that cannot be had, and why
     */
    void fetch(List<LockedFile> missing, ArchitectureLock lock, Map<String, Access> access)
            throws LockedBuildException, InterruptedException {
        if (missing.isEmpty()) {
            return;
        }
        if (offline) {
            throw new LockedBuildException(count(missing) + " not in the cache, and Maven is offline: "
                    + named(missing.stream().map(LockedFile::name).toList())
                    + "; build once without -o");
        }
        ExecutorService workers = Executors.newFixedThreadPool(Math.min(THREADS, missing.size()));
        try {
            Map<LockedFile, Future<Optional<String>>> started = new LinkedHashMap<>();
            for (LockedFile file : missing) {
                LockedRepository repository = Optional.ofNullable(
                                lock.repositories().get(file.repository()))
                        .orElseThrow();
                Access how = access.getOrDefault(repository.id(), new Access(RepositoryAccess.PLAIN, Optional.empty()));
                started.put(file, workers.submit(() -> tryToFetch(file, repository, how)));
            }
            List<LockedFile> failed = new ArrayList<>();
            List<String> failures = new ArrayList<>();
            for (Map.Entry<LockedFile, Future<Optional<String>>> one : started.entrySet()) {
                Optional<String> why = one.getValue().get();
                if (why.isPresent()) {
                    failed.add(one.getKey());
                    failures.add(one.getKey().name() + ": " + why.get());
                }
            }
            if (!failures.isEmpty()) {
                throw new LockedBuildException(count(failed) + " not to be had:\n  "
                        + String.join("\n  ", failures.subList(0, Math.min(MOST_NAMED, failures.size())))
                        + (failures.size() > MOST_NAMED ? "\n  and " + (failures.size() - MOST_NAMED) + " more" : ""));
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            workers.shutdownNow();
        }
    }

    private Optional<String> tryToFetch(LockedFile file, LockedRepository repository, Access how)
            throws InterruptedException {
        String url = urlOf(file, repository);
        for (int attempt = 1; ; attempt++) {
            try (InputStream content = downloads.open(url, how.way())) {
                cache.write(file, content, written -> check(file, written, how));
                return Optional.empty();
            } catch (LockedBuildException e) {
                return Optional.of(String.valueOf(e.getMessage()) + " (" + Downloads.shown(url)
                        + "); if the repository or the lock was changed by hand, " + relock(file) + " takes it anew");
            } catch (FileCache.UnwritableException e) {
                return Optional.of(String.valueOf(e.getMessage()));
            } catch (Downloads.FinalException e) {
                return Optional.of(e.getMessage() + "; if the repository no longer has this version, " + relock(file)
                        + " locks another");
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    return Optional.of(e.getMessage() + " (tried " + ATTEMPTS + " times)");
                }
                long wait = firstWait.toMillis() << (attempt - 1);
                Thread.sleep(
                        Math.round(wait * (0.5 + ThreadLocalRandom.current().nextDouble())));
            }
        }
    }

    /** The lock has what the layout asks for; without a name, tcib:lock would leave it as it is. */
    private static String relock(LockedFile file) {
        return "tcib:lock -Dtcib.lock.update=" + file.update();
    }

    private static void check(LockedFile file, Path written, Access how) throws IOException, LockedBuildException {
        if (!file.isRpm()) {
            return;
        }
        try {
            PackageFile rpm = PackageFile.read(written);
            if (how.signature().isPresent()) {
                how.signature().get().check(rpm);
            }
        } catch (RpmException e) {
            throw new LockedBuildException(String.valueOf(e.getMessage()), e);
        }
    }

    private static String urlOf(LockedFile file, LockedRepository repository) {
        String base = repository.baseUrl();
        String location = file.location().replace(" ", "%20");
        return location.contains("://") ? location : (base.endsWith("/") ? base : base + "/") + location;
    }

    private static String count(List<LockedFile> files) {
        String what = files.stream().allMatch(LockedFile::isRpm) ? "locked RPM" : "locked file";
        return Counted.of(files.size(), what + " is", what + "s are");
    }

    private static String named(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(MOST_NAMED, names.size())));
        return names.size() > MOST_NAMED ? first + " and " + (names.size() - MOST_NAMED) + " more" : first;
    }
}

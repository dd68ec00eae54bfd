package io.github.tcib.locked;

import io.github.tcib.lock.ArchitectureLock;
import io.github.tcib.lock.LockedRepository;
import io.github.tcib.lock.LockedRpm;
import io.github.tcib.model.Counted;
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
final class RpmFetcher {

    private static final int THREADS = 8;
    private static final int ATTEMPTS = 4;
    private static final int MOST_NAMED = 10;

    private final RpmCache cache;
    private final Downloads downloads;
    private final boolean offline;
    private final Duration firstWait;

    /**
     * @param offline whether nothing may be downloaded
     * @param firstWait before the second attempt at a file; doubles with each further one
     */
    RpmFetcher(RpmCache cache, Downloads downloads, boolean offline, Duration firstWait) {
        this.cache = cache;
        this.downloads = downloads;
        this.offline = offline;
        this.firstWait = firstWait;
    }

    /**
     * What is known of a repository beside its lock.
     *
     * @param login for its server
     * @param signature checks its packages; empty when it does not ask for that, or its keys are in the image alone
     */
    record Access(Optional<Login> login, Optional<RpmSignature> signature) {}

    /** How many files were fetched, and how many bytes. */
    record Fetched(int files, long bytes) {}

    /** The RPMs of a lock that are not in the cache. */
    List<LockedRpm> missing(ArchitectureLock lock) throws LockedBuildException {
        List<LockedRpm> missing = new ArrayList<>();
        try {
            for (LockedRpm rpm : lock.rpms().values()) {
                if (!cache.has(rpm)) {
                    missing.add(rpm);
                }
            }
            return missing;
        } catch (IOException e) {
            throw new LockedBuildException("the cache of RPMs cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Fetches RPMs, several at once.
     *
     * @param access by the ids of their repositories
     * @throws LockedBuildException naming every RPM that cannot be had, and why
     */
    Fetched fetch(List<LockedRpm> missing, ArchitectureLock lock, Map<String, Access> access)
            throws LockedBuildException, InterruptedException {
        if (missing.isEmpty()) {
            return new Fetched(0, 0);
        }
        if (offline) {
            throw new LockedBuildException(count(missing.size()) + " not in the cache, and Maven is offline: "
                    + named(missing.stream().map(rpm -> rpm.nevra().toString()).toList())
                    + "; build once without -o");
        }
        ExecutorService workers = Executors.newFixedThreadPool(Math.min(THREADS, missing.size()));
        try {
            Map<LockedRpm, Future<Optional<String>>> started = new LinkedHashMap<>();
            for (LockedRpm rpm : missing) {
                LockedRepository repository = Optional.ofNullable(
                                lock.repositories().get(rpm.repository()))
                        .orElseThrow();
                Access how = access.getOrDefault(repository.id(), new Access(Optional.empty(), Optional.empty()));
                started.put(rpm, workers.submit(() -> tryToFetch(rpm, repository, how)));
            }
            List<String> failures = new ArrayList<>();
            for (Map.Entry<LockedRpm, Future<Optional<String>>> one : started.entrySet()) {
                one.getValue().get().ifPresent(why -> failures.add(one.getKey().nevra() + ": " + why));
            }
            if (!failures.isEmpty()) {
                throw new LockedBuildException(count(failures.size()) + " not to be had:\n  "
                        + String.join("\n  ", failures.subList(0, Math.min(MOST_NAMED, failures.size())))
                        + (failures.size() > MOST_NAMED ? "\n  and " + (failures.size() - MOST_NAMED) + " more" : ""));
            }
            return new Fetched(
                    missing.size(), missing.stream().mapToLong(LockedRpm::bytes).sum());
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            workers.shutdownNow();
        }
    }

    private Optional<String> tryToFetch(LockedRpm rpm, LockedRepository repository, Access how)
            throws InterruptedException {
        String url = urlOf(rpm, repository);
        for (int attempt = 1; ; attempt++) {
            try (InputStream content = downloads.open(url, how.login())) {
                cache.write(rpm, content, file -> check(file, how));
                return Optional.empty();
            } catch (LockedBuildException e) {
                return Optional.of(String.valueOf(e.getMessage()) + " (" + Downloads.shown(url)
                        + "); if the repository or the lock was changed by hand, run tcib:lock");
            } catch (Downloads.FinalException e) {
                return Optional.of(e.getMessage()
                        + "; if the repository no longer has this version, run tcib:lock to lock another");
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

    private static void check(Path file, Access how) throws IOException, LockedBuildException {
        try {
            PackageFile rpm = PackageFile.read(file);
            if (how.signature().isPresent()) {
                how.signature().get().check(rpm);
            }
        } catch (RpmException e) {
            throw new LockedBuildException(String.valueOf(e.getMessage()), e);
        }
    }

    private static String urlOf(LockedRpm rpm, LockedRepository repository) {
        String base = repository.baseUrl();
        String location = rpm.location().replace(" ", "%20");
        return location.contains("://") ? location : (base.endsWith("/") ? base : base + "/") + location;
    }

    private static String count(int rpms) {
        return Counted.of(rpms, "locked RPM is", "locked RPMs are");
    }

    private static String named(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(MOST_NAMED, names.size())));
        return names.size() > MOST_NAMED ? first + " and " + (names.size() - MOST_NAMED) + " more" : first;
    }
}

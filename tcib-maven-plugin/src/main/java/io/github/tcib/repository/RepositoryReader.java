package io.github.tcib.repository;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.tcib.text.Printable;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Finds out the state of repositories, the way dnf finds their metadata: metalink, then mirrorlist, then base URLs. */
public final class RepositoryReader {

    private static final int THREADS = 8;
    private static final String REPOMD = "repodata/repomd.xml";

    private final Metadata metadata;

    public RepositoryReader(Metadata metadata) {
        this.metadata = metadata;
    }

    /** Fetches the state of repositories, several at once. */
    public List<RepositoryState> fetch(List<RepositoryConfig> repositories) throws InterruptedException {
        ExecutorService workers = Executors.newFixedThreadPool(THREADS);
        try {
            Map<RepositoryConfig, Future<RepositoryState>> asked = new LinkedHashMap<>();
            for (RepositoryConfig repository : repositories) {
                asked.computeIfAbsent(repository, one -> workers.submit(() -> fetch(one)));
            }
            List<RepositoryState> states = new ArrayList<>();
            for (RepositoryConfig repository : repositories) {
                states.add(
                        Optional.ofNullable(asked.get(repository)).orElseThrow().get());
            }
            return states;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            workers.shutdownNow();
        }
    }

    private RepositoryState fetch(RepositoryConfig repository) {
        try {
            if (repository.metalink().isPresent()) {
                return ofMetalink(repository.metalink().get(), repository);
            }
            if (repository.mirrorlist().isPresent()) {
                return ofMirrorlist(repository.mirrorlist().get(), repository);
            }
            return ofMirrors(repository.baseUrls(), "it", repository);
        } catch (IOException e) {
            return new RepositoryState.Unreachable(Printable.sentence(String.valueOf(e.getMessage())));
        }
    }

    /** A metalink changes with every request, since mirrors come and go; the digest it gives of repomd.xml does not. */
    private RepositoryState ofMetalink(String url, RepositoryConfig repository) throws IOException {
        return new RepositoryState.Known(Metalink.repomdDigestIn(url, metadata.fetch(url, repository)));
    }

    private RepositoryState ofMirrorlist(String url, RepositoryConfig repository) throws IOException {
        byte[] list = metadata.fetch(url, repository);
        String text = new String(list, UTF_8);
        if (text.stripLeading().startsWith("<")) {
            return new RepositoryState.Known(Metalink.repomdDigestIn(url, list));
        }
        return ofMirrors(
                text.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .toList(),
                "the list of mirrors " + Downloads.shown(url),
                repository);
    }

    private RepositoryState ofMirrors(List<String> urls, String what, RepositoryConfig repository) throws IOException {
        IOException last = new IOException(what + " names no URL");
        for (String url : urls) {
            try {
                return new RepositoryState.Known(
                        digestOf(metadata.fetch(url.endsWith("/") ? url + REPOMD : url + "/" + REPOMD, repository)));
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }

    private static String digestOf(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

package io.github.tcib.sbom;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.tcib.oci.Content;
import io.github.tcib.oci.Node;
import io.github.tcib.oci.RootFilesystem;
import io.github.tcib.oci.RootPath;
import io.github.tcib.rpm.RpmDatabase;
import io.github.tcib.rpm.RpmException;
import io.github.tcib.rpm.RpmHeader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out what is in images; a database that several of them have is read once. */
final class ContentsReader {

    private static final List<String> OS_RELEASE = List.of("etc/os-release", "usr/lib/os-release");
    private static final int LARGEST_OS_RELEASE = 1 << 20;
    private static final int MOST_LINKS = 8;

    private final Path scratch;
    private final Map<List<Content>, List<InstalledRpm>> known = new HashMap<>();

    /** @param scratch an existing directory for copies of databases; nothing stays there */
    ContentsReader(Path scratch) {
        this.scratch = scratch;
    }

    /** @throws IOException when a layer or the scratch directory cannot be used */
    ImageContents read(RootFilesystem files) throws IOException {
        Optional<Distribution> distribution = readDistribution(files);
        for (String directory : RpmDatabase.DIRECTORIES) {
            Optional<Content> database = find(files, RootPath.join(directory, RpmDatabase.FILE));
            if (database.isPresent() && database.get().size() > 0) {
                Optional<Content> log = find(files, RootPath.join(directory, RpmDatabase.LOG));
                try {
                    return new ImageContents(distribution, readPackages(database.get(), log), Optional.empty());
                } catch (RpmException e) {
                    return new ImageContents(
                            distribution,
                            List.of(),
                            Optional.of("/" + directory + "/" + RpmDatabase.FILE + " is damaged: " + e.getMessage()));
                }
            }
        }
        return new ImageContents(distribution, List.of(), otherFormat(files));
    }

    private static Optional<String> otherFormat(RootFilesystem files) throws IOException {
        for (String directory : RpmDatabase.DIRECTORIES) {
            for (Map.Entry<String, String> format : RpmDatabase.OTHER_FORMATS.entrySet()) {
                String file = RootPath.join(directory, format.getKey());
                if (find(files, file).isPresent()) {
                    return Optional.of(RpmDatabase.notRead(file, format.getValue()));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Distribution> readDistribution(RootFilesystem files) throws IOException {
        for (String path : OS_RELEASE) {
            Optional<Content> found = find(files, path);
            if (found.isPresent()) {
                try (InputStream in = found.get().open()) {
                    byte[] content = in.readNBytes(LARGEST_OS_RELEASE + 1);
                    if (content.length > LARGEST_OS_RELEASE) {
                        throw new IOException(
                                "/" + path + " has more than " + LARGEST_OS_RELEASE + " bytes, which is the limit");
                    }
                    return Optional.of(Distribution.parse(new String(content, UTF_8)));
                }
            }
        }
        return Optional.empty();
    }

    private List<InstalledRpm> readPackages(Content database, Optional<Content> log) throws IOException, RpmException {
        List<Content> key = log.isPresent() ? List.of(database, log.get()) : List.of(database);
        List<InstalledRpm> before = known.get(key);
        if (before != null) {
            return before;
        }
        Path copy = scratch.resolve(RpmDatabase.FILE);
        Path logCopy = scratch.resolve(RpmDatabase.LOG);
        try {
            copy(database, copy);
            if (log.isPresent()) {
                copy(log.get(), logCopy);
            }
            List<InstalledRpm> packages = new ArrayList<>();
            for (RpmHeader header : RpmDatabase.readHeaders(copy)) {
                InstalledRpm one = InstalledRpm.of(header);
                if (!one.isKey()) {
                    packages.add(one);
                }
            }
            known.put(key, packages);
            return packages;
        } finally {
            Files.deleteIfExists(copy);
            Files.deleteIfExists(logCopy);
            Files.deleteIfExists(scratch.resolve(RpmDatabase.FILE + "-shm"));
        }
    }

    private static void copy(Content content, Path target) throws IOException {
        try (InputStream in = content.open()) {
            Files.copy(in, target);
        }
    }

    /** The file at a path; links are followed, those in the middle of it too, as some systems have one for the whole database. */
    private static Optional<Content> find(RootFilesystem files, String path) throws IOException {
        String wanted = path;
        for (int links = 0; links <= MOST_LINKS; links++) {
            Optional<String> next = Optional.empty();
            String sofar = RootPath.ROOT;
            String[] names = wanted.split("/", -1);
            for (int i = 0; i < names.length && next.isEmpty(); i++) {
                sofar = RootPath.join(sofar, names[i]);
                Optional<Node> node = files.lookup(sofar);
                if (node.isEmpty()) {
                    return Optional.empty();
                }
                if (node.get() instanceof Node.Symlink link) {
                    String rest = wanted.substring(sofar.length());
                    String from = link.target().startsWith("/") ? RootPath.ROOT : RootPath.parentOf(sofar);
                    next = Optional.of(RootPath.of(from + "/" + link.target() + rest));
                } else if (node.get() instanceof Node.File file && i == names.length - 1) {
                    return Optional.of(file.content());
                }
            }
            if (next.isEmpty()) {
                return Optional.empty();
            }
            wanted = next.get();
        }
        return Optional.empty();
    }
}

package io.github.tcib.patch;

import io.github.tcib.rpm.RpmFile;
import io.github.tcib.rpm.RpmFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The RPMs of a hotfix, each package file looked at.
 *
 * @param files by name and architecture, newer ones first
 */
public record RpmSet(List<RpmFile> files) {

    private static final String SUFFIX = ".rpm";

    public RpmSet {
        files = List.copyOf(files);
    }

    /**
     * The package files of a folder, those of folders in it too.
     *
     * @throws PatchException when there is no such folder, or no RPM in it
     */
    public static List<Path> filesIn(Path folder) throws PatchException, IOException {
        if (!Files.isDirectory(folder)) {
            throw new PatchException("tcib.hotfix.directory: there is no folder " + folder);
        }
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> rpms = all.filter(file -> file.toString().endsWith(SUFFIX) && Files.isRegularFile(file))
                    .sorted()
                    .toList();
            if (rpms.isEmpty()) {
                throw new PatchException("tcib.hotfix.directory: there is no *.rpm in " + folder);
            }
            return rpms;
        }
    }

    /**
     * Reads package files.
     *
     * @param signed whether an unsigned one is refused
     * @throws PatchException naming all that cannot be used
     */
    public static RpmSet read(Collection<Path> paths, boolean signed) throws PatchException, IOException {
        List<String> faults = new ArrayList<>();
        List<RpmFile> files = new ArrayList<>();
        Set<String> labels = new TreeSet<>();
        for (Path path : paths) {
            try {
                RpmFile file = RpmFile.read(path);
                if (file.source()) {
                    faults.add(path + " is a source package, which cannot be installed");
                } else if (signed && !file.signed()) {
                    faults.add(path + " is not signed, but signatures are asked for (tcib.hotfix.gpgCheck)");
                } else if (labels.add(file.label())) {
                    files.add(file);
                }
            } catch (RpmFileException e) {
                faults.add(String.valueOf(e.getMessage()));
            }
        }
        if (!faults.isEmpty()) {
            throw new PatchException(
                    faults.size() == 1
                            ? faults.get(0)
                            : faults.size() + " RPMs cannot be used:\n  " + String.join("\n  ", faults));
        }
        files.sort(java.util.Comparator.comparing(RpmFile::name)
                .thenComparing(RpmFile::architecture)
                .thenComparing(RpmFile::version, java.util.Comparator.reverseOrder()));
        return new RpmSet(files);
    }

    /** The newest of each package and architecture. */
    List<RpmFile> newest() {
        TreeMap<String, RpmFile> newest = new TreeMap<>();
        files.forEach(file -> newest.putIfAbsent(file.name() + " " + file.architecture(), file));
        return List.copyOf(newest.values());
    }
}

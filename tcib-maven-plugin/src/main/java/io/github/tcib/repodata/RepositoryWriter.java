package io.github.tcib.repodata;

import io.github.tcib.file.AtomicFile;
import io.github.tcib.oci.Digest;
import io.github.tcib.rpm.RpmException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * Writes the metadata of a repository: {@code repodata/repomd.xml} and what it names. The same packages give the same bytes.
 * Nothing is compressed, since it is read where it lies.
 */
public final class RepositoryWriter {

    private final Path directory;

    /** @param directory of the repository; locations of packages are relative to it */
    public RepositoryWriter(Path directory) {
        this.directory = directory;
    }

    /**
     * Writes the metadata of some packages.
     *
     * @param further other files, such as {@code modules}, by their type in repomd.xml
     */
    public void write(SortedSet<RepositoryPackage> packages, Map<String, byte[]> further)
            throws IOException, RpmException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put("primary", Primary.of(packages));
        files.put("filelists", FileLists.of(packages));
        files.put("other", ChangeLogs.of(packages));
        files.putAll(further);
        Xml repomd = new Xml("repomd", "", "http://linux.duke.edu/metadata/repo");
        repomd.newLine().text("revision", "0");
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            String type = file.getKey();
            String sha256 = Digest.of(file.getValue()).hex();
            String location = "repodata/" + sha256 + "-" + type + (type.equals("modules") ? ".yaml" : ".xml");
            AtomicFile.write(directory.resolve(location), file.getValue());
            repomd.newLine().begin("data").attribute("type", type);
            repomd.begin("checksum").attribute("type", "sha256").text(sha256).end();
            repomd.begin("location").attribute("href", location).end();
            repomd.text("timestamp", "0")
                    .text("size", String.valueOf(file.getValue().length))
                    .end();
        }
        AtomicFile.write(
                directory.resolve("repodata/repomd.xml"), repomd.newLine().bytes());
    }
}

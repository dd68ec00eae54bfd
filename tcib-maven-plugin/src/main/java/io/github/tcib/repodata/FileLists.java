package io.github.tcib.repodata;

import io.github.tcib.rpm.PackagedFile;
import io.github.tcib.rpm.RpmException;
import java.util.SortedSet;

/** Writes {@code filelists.xml}: every file of each package. */
final class FileLists {

    private FileLists() {}

    static byte[] of(SortedSet<RepositoryPackage> packages) throws RpmException {
        Xml xml = new Xml("filelists", "", "http://linux.duke.edu/metadata/filelists");
        xml.attribute("packages", packages.size()).newLine();
        Entries.each(packages, one -> {
            Entries.beginPackage(xml, one);
            for (PackagedFile file : one.rpm().files()) {
                Entries.file(xml, file);
            }
            xml.endLine();
        });
        return xml.bytes();
    }
}

package io.github.tcib.repodata;

import io.github.tcib.rpm.PackagedFile;
import io.github.tcib.rpm.RpmException;
import io.github.tcib.rpm.RpmHeader;
import io.github.tcib.rpm.RpmTag;
import java.util.SortedSet;

/** Elements and attributes that several files of a repository have. */
final class Entries {

    private Entries() {}

    /** What is written of one package. */
    interface Part {
        void add(RepositoryPackage one) throws RpmException;
    }

    /** Writes what there is of each package; one that is damaged is named. */
    static void each(SortedSet<RepositoryPackage> packages, Part part) throws RpmException {
        for (RepositoryPackage one : packages) {
            try {
                part.add(one);
            } catch (RpmException e) {
                throw new RpmException(one.location() + ": " + e.getMessage(), e);
            }
        }
    }

    /** The version of a package. */
    static void version(Xml xml, RpmHeader header) throws RpmException {
        xml.begin("version")
                .attribute("epoch", header.number(RpmTag.EPOCH).orElse(0))
                .attribute("ver", header.text(RpmTag.VERSION))
                .attribute("rel", header.text(RpmTag.RELEASE))
                .end();
    }

    /** The parts of {@code [epoch:]version[-release]}. */
    static void evr(Xml xml, String version) {
        int colon = version.indexOf(':');
        int dash = version.lastIndexOf('-');
        String epoch = colon < 0 ? "0" : version.substring(0, colon);
        xml.attribute("epoch", epoch);
        xml.attribute("ver", version.substring(colon + 1, dash > colon ? dash : version.length()));
        if (dash > colon) {
            xml.attribute("rel", version.substring(dash + 1));
        }
    }

    static void file(Xml xml, PackagedFile file) {
        xml.begin("file");
        if (file.isDirectory()) {
            xml.attribute("type", "dir");
        } else if (file.isGhost()) {
            xml.attribute("type", "ghost");
        }
        xml.text(file.path()).end();
    }

    /** The package that what follows belongs to, for files that go with {@code primary.xml}. */
    static void beginPackage(Xml xml, RepositoryPackage one) throws RpmException {
        RpmHeader header = one.rpm().header();
        xml.begin("package")
                .attribute("pkgid", one.sha256())
                .attribute("name", header.text(RpmTag.NAME))
                .attribute("arch", header.text(RpmTag.ARCH));
        version(xml, header);
    }
}

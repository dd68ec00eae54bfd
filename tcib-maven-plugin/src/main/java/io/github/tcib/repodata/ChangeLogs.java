package io.github.tcib.repodata;

import io.github.tcib.rpm.RpmException;
import io.github.tcib.rpm.RpmHeader;
import io.github.tcib.rpm.RpmTag;
import java.util.List;
import java.util.SortedSet;

/** Writes {@code other.xml}: the latest changes of each package. */
final class ChangeLogs {

    /** As many as createrepo_c writes unless told otherwise. */
    private static final int MOST = 10;

    private ChangeLogs() {}

    static byte[] of(SortedSet<RepositoryPackage> packages) throws RpmException {
        Xml xml = new Xml("otherdata", "", "http://linux.duke.edu/metadata/other");
        xml.attribute("packages", packages.size()).newLine();
        Entries.each(packages, one -> {
            Entries.beginPackage(xml, one);
            addChanges(xml, one.rpm().header());
            xml.endLine();
        });
        return xml.bytes();
    }

    /** A header has the latest change first; the file has it last. */
    private static void addChanges(Xml xml, RpmHeader header) throws RpmException {
        long[] times = header.numbers(RpmTag.CHANGELOG_TIME);
        List<String> authors = header.texts(RpmTag.CHANGELOG_NAME);
        List<String> texts = header.texts(RpmTag.CHANGELOG_TEXT);
        int count = Math.min(MOST, Math.min(times.length, Math.min(authors.size(), texts.size())));
        for (int i = count - 1; i >= 0; i--) {
            xml.begin("changelog")
                    .attribute("author", authors.get(i))
                    .attribute("date", times[i])
                    .text(texts.get(i))
                    .end();
        }
    }
}

package io.github.tcib.repodata;

import io.github.tcib.rpm.Dependency;
import io.github.tcib.rpm.PackagedFile;
import io.github.tcib.rpm.RpmException;
import io.github.tcib.rpm.RpmHeader;
import io.github.tcib.rpm.RpmTag;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;

/** Writes {@code primary.xml}: what a solver has to know of each package. */
final class Primary {

    private static final String COMMON = "http://linux.duke.edu/metadata/common";
    private static final String RPM = "http://linux.duke.edu/metadata/rpm";

    /** The order of createrepo_c. */
    private static final List<Map.Entry<String, Dependency.Kind>> KINDS = List.of(
            Map.entry("rpm:provides", Dependency.Kind.PROVIDES),
            Map.entry("rpm:requires", Dependency.Kind.REQUIRES),
            Map.entry("rpm:conflicts", Dependency.Kind.CONFLICTS),
            Map.entry("rpm:obsoletes", Dependency.Kind.OBSOLETES),
            Map.entry("rpm:suggests", Dependency.Kind.SUGGESTS),
            Map.entry("rpm:enhances", Dependency.Kind.ENHANCES),
            Map.entry("rpm:recommends", Dependency.Kind.RECOMMENDS),
            Map.entry("rpm:supplements", Dependency.Kind.SUPPLEMENTS));

    private final Xml xml = new Xml("metadata", "", COMMON, "rpm", RPM);

    private Primary() {}

    static byte[] of(SortedSet<RepositoryPackage> packages) throws RpmException {
        Primary primary = new Primary();
        primary.xml.attribute("packages", packages.size()).newLine();
        Entries.each(packages, primary::add);
        return primary.xml.bytes();
    }

    private void add(RepositoryPackage one) throws RpmException {
        RpmHeader header = one.rpm().header();
        long built = header.number(RpmTag.BUILD_TIME).orElse(0);
        xml.begin("package").attribute("type", "rpm");
        xml.text("name", header.text(RpmTag.NAME));
        xml.text("arch", header.text(RpmTag.ARCH));
        Entries.version(xml, header);
        xml.begin("checksum")
                .attribute("type", "sha256")
                .attribute("pkgid", "YES")
                .text(one.sha256())
                .end();
        xml.text("summary", header.text(RpmTag.SUMMARY));
        xml.text("description", header.text(RpmTag.DESCRIPTION));
        xml.text("packager", header.text(RpmTag.PACKAGER));
        xml.text("url", header.text(RpmTag.URL));
        // when the file came here says nothing of the package
        xml.begin("time").attribute("file", built).attribute("build", built).end();
        xml.begin("size")
                .attribute("package", one.bytes())
                .attribute("installed", one.rpm().installedBytes())
                .attribute("archive", one.rpm().archiveBytes().orElse(0))
                .end();
        xml.begin("location").attribute("href", one.location()).end();
        xml.begin("format");
        addFormat(one, header);
        xml.end().endLine();
    }

    private void addFormat(RepositoryPackage one, RpmHeader header) throws RpmException {
        xml.text("rpm:license", header.text(RpmTag.LICENSE));
        xml.text("rpm:vendor", header.text(RpmTag.VENDOR));
        xml.text("rpm:group", header.text(RpmTag.GROUP));
        xml.text("rpm:buildhost", header.text(RpmTag.BUILD_HOST));
        xml.text("rpm:sourcerpm", header.text(RpmTag.SOURCE_RPM));
        xml.begin("rpm:header-range")
                .attribute("start", one.rpm().headerStart())
                .attribute("end", one.rpm().headerEnd())
                .end();
        for (Map.Entry<String, Dependency.Kind> kind : KINDS) {
            addDependencies(kind.getKey(), kind.getValue(), one);
        }
        for (PackagedFile file : one.rpm().files()) {
            if (isPrimary(file.path())) {
                Entries.file(xml, file);
            }
        }
    }

    private void addDependencies(String element, Dependency.Kind kind, RepositoryPackage one) throws RpmException {
        Set<Dependency> all = new LinkedHashSet<>(one.rpm().dependencies(kind));
        if (kind == Dependency.Kind.REQUIRES) {
            all.removeIf(requires -> requires.name().startsWith("rpmlib("));
            removeOwn(all, one);
        }
        if (all.isEmpty()) {
            return;
        }
        xml.begin(element);
        Set<String> written = new HashSet<>();
        for (Dependency dependency : all) {
            String comparison = dependency.comparison();
            if (written.add(dependency.name() + " " + comparison + " " + dependency.version())) {
                xml.begin("rpm:entry").attribute("name", dependency.name());
                if (!comparison.isEmpty()) {
                    xml.attribute("flags", comparison);
                    Entries.evr(xml, dependency.version());
                }
                if (kind == Dependency.Kind.REQUIRES && dependency.isNeededBefore()) {
                    xml.attribute("pre", "1");
                }
                xml.end();
            }
        }
        xml.end();
    }

    /** A package's own files, of those listed here, and capabilities satisfy what it requires; createrepo_c leaves them out too. */
    private static void removeOwn(Set<Dependency> requires, RepositoryPackage one) throws RpmException {
        Set<String> files = new HashSet<>();
        one.rpm().files().stream()
                .map(PackagedFile::path)
                .filter(Primary::isPrimary)
                .forEach(files::add);
        Set<String> provides = new HashSet<>();
        for (Dependency provided : one.rpm().dependencies(Dependency.Kind.PROVIDES)) {
            provides.add(provided.name() + " " + provided.comparison() + " " + provided.version());
        }
        requires.removeIf(required -> files.contains(required.name())
                || provides.contains(required.name() + " " + required.comparison() + " " + required.version()));
    }

    /** The files that packages may require without the list of all files being read. */
    private static boolean isPrimary(String path) {
        return path.startsWith("/etc/") || path.contains("bin/") || path.equals("/usr/lib/sendmail");
    }
}

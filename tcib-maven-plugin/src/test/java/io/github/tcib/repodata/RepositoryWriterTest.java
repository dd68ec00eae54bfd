package io.github.tcib.repodata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.tcib.oci.Digest;
import io.github.tcib.rpm.PackageFile;
import io.github.tcib.rpm.RpmTools;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

class RepositoryWriterTest {

    private static final String SPEC = """
            Name: everything
            Version: 1.2~rc1
            Release: 3.el9
            Epoch: 2
            Summary: Ümläute & <tags>
            Summary(de): Auf Deutsch
            License: MIT and BSD
            URL: https://example.org/?a=1&b=2
            Vendor: Vendor
            Packager: Someone <someone@example.org>
            Group: System/Base
            BuildArch: noarch
            AutoReqProv: no
            Provides: virtual = 1:2.0-1, bare, /usr/bin/virtual
            Requires: bash >= 5, coreutils < 3:9.0-1, /usr/share/everything/text, everything = 2:1.2~rc1-3.el9
            Requires: (gcc if make), twice, twice
            Requires(pre): shadow-utils
            Requires(post): /sbin/ldconfig
            Conflicts: other > 7
            Obsoletes: older <= 1.0-1
            Recommends: nice-to-have
            Suggests: maybe
            Supplements: plugin
            Enhances: tool = 1
            %description
            Text of
            two lines.
            %description -l de
            Auf Deutsch.
            %package sub
            Summary: No files
            %description sub
            x
            %install
            mkdir -p %{buildroot}/usr/share/everything %{buildroot}/usr/bin %{buildroot}/etc %{buildroot}/var/log
            echo text > %{buildroot}/usr/share/everything/text
            echo more > "%{buildroot}/usr/share/everything/a b&c"
            touch %{buildroot}/usr/bin/everything %{buildroot}/etc/everything.conf %{buildroot}/var/log/everything.log
            ln -s everything %{buildroot}/usr/bin/link
            %pre
            exit 0
            %files
            %dir /usr/share/everything
            /usr/share/everything/*
            /usr/bin/everything
            /usr/bin/link
            %config(noreplace) /etc/everything.conf
            %ghost /var/log/everything.log
            %files sub
            %changelog
            * Mon Jan 06 2020 Second <b@example.org> - 1.2-2
            - later
            * Wed Jan 01 2020 First <a@example.org> - 1.2-1
            - first, with <b>
            """;

    @TempDir
    private Path directory;

    @BeforeEach
    void requireTools() {
        RpmTools.require("rpmbuild", "createrepo_c");
    }

    @Test
    void writesWhatCreaterepoWrites() throws Exception {
        Path repository = directory.resolve("repository");
        RpmTools.build(directory.resolve("work"), repository, SPEC);

        assertSameAsCreaterepo(repository, 2);
    }

    @Test
    void writesWhatCreaterepoWritesForThePackagesOfADistribution() throws Exception {
        Path shared = shared();
        Path repository = directory.resolve("repository");
        RpmTools.run(
                Map.of(),
                shared.resolve("standin/make-repo").toString(),
                shared.resolve("standin/packages.txt").toString(),
                repository.toString(),
                "--scale",
                "0.05");

        assertSameAsCreaterepo(repository, 428);
    }

    @Test
    void leavesOutWhatXmlCannotSay() throws Exception {
        Path repository = directory.resolve("repository");
        RpmTools.build(directory.resolve("work"), repository, RpmTools.spec("bell", "1", "URL: a\u0007b", "x"));

        write(repository, repository);

        assertThat(fieldsOf(repository, "primary"))
                .hasEntrySatisfying("bell", fields -> assertThat(fields).contains("/package/url ab"));
    }

    @Test
    void theSamePackagesGiveTheSameBytes() throws Exception {
        Path repository = directory.resolve("repository");
        RpmTools.build(directory.resolve("work"), repository, SPEC);
        write(repository, directory.resolve("one"));
        write(repository, directory.resolve("two"));

        assertThat(Files.readString(directory.resolve("one/repodata/repomd.xml")))
                .isEqualTo(Files.readString(directory.resolve("two/repodata/repomd.xml")))
                .doesNotContain(directory.toString());
    }

    private void assertSameAsCreaterepo(Path repository, int packages) throws Exception {
        write(repository, directory.resolve("ours"));
        RpmTools.run(
                Map.of(),
                "createrepo_c",
                "--quiet",
                "--no-database",
                "--general-compress-type=gz",
                repository.toString());
        for (String type : List.of("primary", "filelists", "other")) {
            SortedMap<String, List<String>> ours = fieldsOf(directory.resolve("ours"), type);
            assertThat(ours).hasSize(packages);
            assertThat(ours).as(type).isEqualTo(fieldsOf(repository, type));
        }
    }

    private static void write(Path repository, Path target) throws Exception {
        SortedSet<RepositoryPackage> packages = new TreeSet<>();
        for (Path rpm : RpmTools.rpmsIn(repository)) {
            packages.add(new RepositoryPackage(
                    PackageFile.read(rpm),
                    Digest.of(Files.readAllBytes(rpm)).hex(),
                    Files.size(rpm),
                    repository.relativize(rpm).toString()));
        }
        new RepositoryWriter(target).write(packages, Map.of());
    }

    /** Every element, attribute and text of each package, by name; the time of the file is the machine's, not the package's. */
    private static SortedMap<String, List<String>> fieldsOf(Path repository, String type) throws Exception {
        Element repomd = parse(repository.resolve("repodata/repomd.xml"));
        SortedMap<String, List<String>> fields = new TreeMap<>();
        for (Element data : childrenOf(repomd)) {
            if (data.getAttribute("type").equals(type)) {
                Element location =
                        (Element) data.getElementsByTagName("location").item(0);
                Element root = parse(repository.resolve(location.getAttribute("href")));
                List<Element> all = childrenOf(root);
                assertThat(root.getAttribute("packages")).isEqualTo(String.valueOf(all.size()));
                for (Element one : all) {
                    List<String> lines = new ArrayList<>();
                    collect("", one, lines);
                    fields.put(nameOf(one), lines);
                }
            }
        }
        return fields;
    }

    private static String nameOf(Element one) {
        return one.getAttribute("name")
                + childrenOf(one).stream()
                        .filter(child -> child.getTagName().equals("name"))
                        .map(Node::getTextContent)
                        .findFirst()
                        .orElse("");
    }

    private static void collect(String path, Element element, List<String> lines) {
        String here = path + "/" + element.getTagName();
        StringBuilder line = new StringBuilder(here);
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            Node attribute = element.getAttributes().item(i);
            if (!(element.getTagName().equals("time") && attribute.getNodeName().equals("file"))) {
                line.append(' ').append(attribute);
            }
        }
        List<Element> children = childrenOf(element);
        if (children.isEmpty()) {
            line.append(' ').append(element.getTextContent());
        }
        lines.add(line.toString());
        children.forEach(child -> collect(here, child, lines));
    }

    private static List<Element> childrenOf(Element element) {
        List<Element> children = new ArrayList<>();
        NodeList nodes = element.getChildNodes();
        for (int i = 0; i < nodes.getLength(); i++) {
            if (nodes.item(i) instanceof Element child) {
                children.add(child);
            }
        }
        return children;
    }

    private static Element parse(Path file) throws Exception {
        try (InputStream in = file.toString().endsWith(".gz")
                ? new GZIPInputStream(Files.newInputStream(file))
                : Files.newInputStream(file)) {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(in)
                    .getDocumentElement();
        }
    }

    private static Path shared() {
        String set = System.getProperty("tcib.shared", "");
        Path shared = set.isBlank() ? Path.of("../../shared") : Path.of(set);
        boolean there = Files.isDirectory(shared.resolve("standin"));
        if ("true".equals(System.getenv("CI"))) {
            assertThat(there).as("the shared data is there, as CI has it").isTrue();
        }
        assumeTrue(there, "left out: the packages of " + shared + "/standin are not there");
        return shared.toAbsolutePath().normalize();
    }
}

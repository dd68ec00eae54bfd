package io.github.tcib.oci;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;

class LayerWriterTest {

    private static final Instant TIME = Instant.parse("2020-01-02T03:04:05.678Z");
    private static final Attributes PLAIN = new Attributes(0644, 0, 0);

    private final TreeMap<String, Node> nodes = new TreeMap<>();

    @Test
    void sortsByPathAndSaysWhatEachIs() throws Exception {
        nodes.put("b/pipe", new Node.Special(PLAIN, Node.Kind.PIPE, 0, 0));
        nodes.put("b", new Node.Directory(new Attributes(01777, 3, 4)));
        nodes.put("b/null", new Node.Special(PLAIN, Node.Kind.CHARACTER_DEVICE, 1, 3));
        nodes.put("b/disk", new Node.Special(PLAIN, Node.Kind.BLOCK_DEVICE, 8, 0));
        nodes.put("a", new Node.Symlink(new Attributes(0777, 0, 0), "/b"));
        nodes.put("b/file", file(new Attributes(06755, 1, 2), "content"));
        assertThat(entries())
                .extracting(TarEntry::name)
                .containsExactly("a", "b", "b/disk", "b/file", "b/null", "b/pipe");
        assertThat(entries())
                .extracting(TarEntry::kind)
                .containsExactly(
                        TarEntry.Kind.SYMLINK,
                        TarEntry.Kind.DIRECTORY,
                        TarEntry.Kind.BLOCK_DEVICE,
                        TarEntry.Kind.FILE,
                        TarEntry.Kind.CHARACTER_DEVICE,
                        TarEntry.Kind.PIPE);
        assertThat(entry("b").attributes().mode()).isEqualTo(01777);
        assertThat(entry("b/file").attributes().mode()).isEqualTo(06755);
        assertThat(entry("b/file").attributes().gid()).isEqualTo(2);
        assertThat(entry("b/disk").major()).isEqualTo(8);
        assertThat(entry("a").linkTarget()).isEqualTo("/b");
    }

    @Test
    void writesOneNodeAtTwoPathsAsHardLink() throws Exception {
        Node.File shared = file(PLAIN, "shared");
        nodes.put("z", shared);
        nodes.put("a", shared);
        nodes.put("m", file(PLAIN, "shared"));
        assertThat(entry("a").kind()).isEqualTo(TarEntry.Kind.FILE);
        assertThat(entry("m").kind()).isEqualTo(TarEntry.Kind.FILE);
        assertThat(entry("z").kind()).isEqualTo(TarEntry.Kind.HARD_LINK);
        assertThat(entry("z").linkTarget()).isEqualTo("a");
    }

    @Test
    void keepsExtendedAttributesByteForByte() throws Exception {
        byte[] capability = {1, 0, 0, 2, (byte) 0x80, (byte) 0xff, 0, 10, 61, 0, (byte) 0xc3, 0x28};
        TreeMap<String, byte[]> xattrs = new TreeMap<>();
        xattrs.put("security.capability", capability);
        nodes.put("ping", file(new Attributes(0755, 0, 0, xattrs), "x"));
        assertThat(entry("ping").attributes().xattrs().get("security.capability"))
                .isEqualTo(capability);
    }

    @Test
    void keepsLongAndForeignNamesAndLargeOwners() throws Exception {
        String name = "d\u00e4/" + "n".repeat(300);
        nodes.put(name, file(new Attributes(0644, 4_000_000_000L, 3_000_000), "x"));
        nodes.put("link", new Node.Symlink(PLAIN, "t".repeat(150)));
        assertThat(entry(name).attributes().uid()).isEqualTo(4_000_000_000L);
        assertThat(entry(name).attributes().gid()).isEqualTo(3_000_000);
        assertThat(entry("link").linkTarget()).hasSize(150);
        assertThat(library()).extracting(TarArchiveEntry::getName).contains(name);
    }

    @Test
    void marksWhatIsGone() throws Exception {
        nodes.put("dir", new Node.Directory(PLAIN));
        nodes.put("dir/new", file(PLAIN, "x"));
        LayerDraft draft =
                new LayerDraft(nodes, new TreeSet<>(List.of("dir/old", "alone")), new TreeSet<>(List.of("dir")));
        assertThat(entries(draft))
                .extracting(TarEntry::name)
                .containsExactly(".wh.alone", "dir", "dir/.wh..wh..opq", "dir/.wh.old", "dir/new");
    }

    @Test
    void takesDirectoriesInBetweenFromBelow() throws Exception {
        nodes.put("etc/app/conf", file(PLAIN, "x"));
        RootFilesystem lower = path ->
                path.equals("etc") ? Optional.of(new Node.Directory(new Attributes(0751, 7, 8))) : Optional.empty();
        List<TarEntry> entries = entries(LayerDraft.of(nodes).withParents(lower));
        assertThat(entries).extracting(TarEntry::name).containsExactly("etc", "etc/app", "etc/app/conf");
        assertThat(entries.get(0).attributes().mode()).isEqualTo(0751);
        assertThat(entries.get(0).attributes().uid()).isEqualTo(7);
        assertThat(entries.get(1).attributes().mode()).isEqualTo(0755);
    }

    @Test
    void givesEveryEntryTheTimeItWasToldAndNoNames() throws Exception {
        nodes.put("a", file(PLAIN, "x"));
        assertThat(library()).allSatisfy(entry -> {
            assertThat(entry.getLastModifiedTime().toInstant()).isEqualTo(Instant.parse("2020-01-02T03:04:05Z"));
            assertThat(entry.getUserName()).isEmpty();
            assertThat(entry.getGroupName()).isEmpty();
        });
    }

    @Test
    void failsWhenAFileChangesWhileItIsRead() {
        for (String found : List.of("less", "more than there was")) {
            nodes.put("file", new Node.File(PLAIN, new Content() {
                @Override
                public long size() {
                    return 10;
                }

                @Override
                public InputStream open() {
                    return new ByteArrayInputStream(found.getBytes(UTF_8));
                }
            }));
            assertThatThrownBy(this::entries)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("'file' changed while it was read");
        }
    }

    private static Node.File file(Attributes attributes, String content) {
        return new Node.File(attributes, Content.of(content.getBytes(UTF_8)));
    }

    private TarEntry entry(String name) throws IOException {
        return entries().stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<TarEntry> entries() throws IOException {
        return entries(LayerDraft.of(nodes));
    }

    private static List<TarEntry> entries(LayerDraft draft) throws IOException {
        List<TarEntry> entries = new ArrayList<>();
        try (TarReader tar = new TarReader(new ByteArrayInputStream(bytes(draft)))) {
            for (Optional<TarEntry> next = tar.next(); next.isPresent(); next = tar.next()) {
                entries.add(next.get());
            }
        }
        return entries;
    }

    private List<TarArchiveEntry> library() throws IOException {
        List<TarArchiveEntry> entries = new ArrayList<>();
        byte[] bytes = bytes(LayerDraft.of(nodes));
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(bytes), UTF_8.name())) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                entries.add(entry);
            }
        }
        return entries;
    }

    private static byte[] bytes(LayerDraft draft) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new LayerWriter(TIME).write(draft, out);
        return out.toByteArray();
    }
}

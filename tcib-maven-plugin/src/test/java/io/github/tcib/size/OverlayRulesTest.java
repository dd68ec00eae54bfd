package io.github.tcib.size;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tcib.size.WasteBytes.How;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each rule of OCI image-spec 1.1, layer.md, with layers made by hand: what is seen, and what is wasted, to the byte. */
class OverlayRulesTest {

    @TempDir
    private Path directory;

    private ImageFigures top(TarFile lower, TarFile... upper) throws Exception {
        Measured measured = new MemoryStore()
                .image("lower", "", lower)
                .image("upper", "lower", upper)
                .measure(directory);
        assertThat(measured.problems()).isEmpty();
        ImageFigures image = measured.images().get(1);
        assertThat(image.name()).isEqualTo("upper");
        for (ImageFigures one : measured.images()) {
            assertThat(one.owners().stream().mapToLong(OwnerBytes::bytes).sum())
                    .as("owners sum to the own bytes")
                    .isEqualTo(one.bytes().orElseThrow().own());
            assertThat(one.waste().stream().mapToLong(WasteBytes::bytes).sum())
                    .isEqualTo(one.bytes().orElseThrow().wasteOwn());
        }
        return image;
    }

    private static void assertWaste(ImageFigures image, long shown, long waste, How... hows) {
        assertThat(image.bytes().orElseThrow().rootFilesystem()).as("shown").isEqualTo(shown);
        assertThat(image.bytes().orElseThrow().wasteOwn()).as("wasted").isEqualTo(waste);
        assertThat(image.waste().stream().map(WasteBytes::how)).containsExactlyInAnyOrder(hows);
    }

    @Test
    void replacesAFile() throws Exception {
        assertWaste(top(new TarFile().file("a", "12345"), new TarFile().file("a", "123")), 3, 5, How.REPLACED);
    }

    @Test
    void removesAFileByAWhiteout() throws Exception {
        assertWaste(
                top(new TarFile().file("d/a", "12345").file("d/b", "1"), new TarFile().file("d/.wh.a", "")),
                1,
                5,
                How.REMOVED);
    }

    @Test
    void removesADirectoryByAWhiteout() throws Exception {
        assertWaste(
                top(new TarFile().file("d/x/a", "123").file("d/x/y/b", "4567"), new TarFile().file("d/.wh.x", "")),
                0,
                7,
                How.REMOVED);
    }

    @Test
    void emptiesAnOpaqueDirectoryWhereverItsMarkStands() throws Exception {
        TarFile lower = new TarFile().file("d/a", "123").file("d/x/b", "4567").file("e", "1");
        assertWaste(top(lower, new TarFile().file("d/.wh..wh..opq", "").file("d/c", "12")), 3, 7, How.REMOVED);
    }

    @Test
    void hidesNothingOfItsOwnLayerByAMark() throws Exception {
        TarFile lower = new TarFile().file("d/a", "123");
        assertWaste(
                top(
                        lower,
                        new TarFile()
                                .file("d/c", "12")
                                .file("d/a", "1")
                                .file("d/.wh..wh..opq", "")
                                .file("d/.wh.a", "")),
                3,
                3,
                How.REPLACED);
    }

    @Test
    void doesNotTakeAwayWhatIsNotThere() throws Exception {
        assertWaste(
                top(
                        new TarFile().file("a", "1"),
                        new TarFile().file(".wh.b", "").file("d/.wh..wh..opq", "")),
                1,
                0);
    }

    @Test
    void putsAFileInTheTreeOfADirectory() throws Exception {
        assertWaste(
                top(new TarFile().directory("d").file("d/a", "123").file("d/x/b", "45"), new TarFile().file("d", "1")),
                1,
                5,
                How.REMOVED);
    }

    @Test
    void putsADirectoryInThePlaceOfAFile() throws Exception {
        assertWaste(
                top(new TarFile().file("d", "123"), new TarFile().directory("d").file("d/a", "1")), 1, 3, How.REPLACED);
    }

    @Test
    void putsADirectoryThatIsOnlyImpliedInThePlaceOfAFile() throws Exception {
        assertWaste(top(new TarFile().file("d", "123"), new TarFile().file("d/a", "1")), 1, 3, How.REPLACED);
    }

    @Test
    void putsASymlinkInThePlaceOfADirectoryAndBack() throws Exception {
        TarFile lower = new TarFile().file("lib/a", "123").file("usr/lib/b", "4");
        assertWaste(top(lower, new TarFile().symlink("lib", "usr/lib")), 1, 3, How.REMOVED);
        assertWaste(
                top(new TarFile().symlink("lib", "usr/lib").file("usr/lib/b", "4"), new TarFile().file("lib/a", "12")),
                3,
                0);
    }

    @Test
    void mergesDirectories() throws Exception {
        assertWaste(
                top(
                        new TarFile().directory("d").file("d/a", "1"),
                        new TarFile().directory("d").file("d/b", "2")),
                2,
                0);
    }

    @Test
    void countsAChangeOfModeOrOwnerAsACopy() throws Exception {
        ImageFigures image =
                top(new TarFile().mode("a", "12345", 0644).file("b", "1"), new TarFile().mode("a", "12345", 0755));
        assertWaste(image, 6, 5, How.COPIED_UP);
    }

    @Test
    void countsHardLinksOnce() throws Exception {
        ImageFigures image = top(
                new TarFile().file("x", "1"), new TarFile().file("a", "12345").link("b", "a"));
        assertWaste(image, 6, 0);
    }

    @Test
    void keepsALinkedFileAsLongAsOneNameIsSeen() throws Exception {
        TarFile lower = new TarFile().file("a", "12345").link("b", "a").link("c", "a");
        assertWaste(top(lower, new TarFile().file(".wh.a", "").file("b", "x")), 6, 0);
        assertWaste(
                top(
                        new TarFile().file("a", "12345").link("b", "a"),
                        new TarFile().file(".wh.a", "").file(".wh.b", "")),
                0,
                5,
                How.REMOVED);
    }

    @Test
    void takesALinkToALowerLayerForAnotherName() throws Exception {
        assertWaste(
                top(
                        new TarFile().file("a", "12345"),
                        new TarFile().link("b", "a").file(".wh.a", "")),
                0,
                5,
                How.REMOVED);
        assertWaste(top(new TarFile().file("a", "12345"), new TarFile().link("b", "a")), 5, 0);
    }

    @Test
    void countsTheEarlierOfTwoEntriesOfOnePathAsWaste() throws Exception {
        ImageFigures image = top(
                new TarFile().file("x", "1"), new TarFile().file("a", "12345").file("a", "12"));
        assertWaste(image, 3, 5, How.REPLACED);
        assertThat(image.owners().stream().filter(one -> one.owner().equals(Owner.UNOWNED)))
                .containsExactly(new OwnerBytes(Owner.UNOWNED, 7, 5, 2));
    }

    @Test
    void wastesInItsOwnLayersToo() throws Exception {
        assertWaste(
                top(new TarFile().file("x", "1"), new TarFile().file("a", "12345"), new TarFile().file(".wh.a", "")),
                1,
                5,
                How.REMOVED);
    }

    @Test
    void findsPathsAsTheyAreMeant() throws Exception {
        assertWaste(top(new TarFile().file("./d/./a", "123"), new TarFile().file("/d//a", "1")), 1, 3, How.REPLACED);
        assertWaste(top(new TarFile().file("../../a", "123"), new TarFile().file("a", "1")), 1, 3, How.REPLACED);
    }

    @Test
    void inheritsTheWasteOfItsParent() throws Exception {
        Measured measured = new MemoryStore()
                .image("a", "", new TarFile().file("x", "12345"))
                .image("b", "a", new TarFile().file("x", "123"))
                .image("c", "b", new TarFile().file("x", "1"))
                .measure(directory);
        ImageFigures.Bytes bytes = measured.images().get(2).bytes().orElseThrow();
        assertThat(bytes.wasteInherited()).isEqualTo(5);
        assertThat(bytes.wasteOwn()).isEqualTo(3);
        assertThat(measured.set().unpacked().orElseThrow().wasteBytes()).isEqualTo(8);
    }

    /** Any layers: what is shown is what a plain replay of the rules on a map of paths leaves. */
    @Test
    void agreesWithAPlainReplay() throws Exception {
        Random random = new Random(20260101);
        for (int round = 0; round < 60; round++) {
            MemoryStore store = new MemoryStore();
            TreeMap<String, Integer> plain = new TreeMap<>();
            String parent = "";
            for (int level = 0; level < 4; level++) {
                TarFile tar = new TarFile().file("level" + round + "-" + level, "");
                plain.put("level" + round + "-" + level, 0);
                TreeMap<String, Integer> added = new TreeMap<>();
                for (int i = 0; i < 12; i++) {
                    String path = path(random);
                    String content = "x".repeat(random.nextInt(9));
                    if (random.nextInt(4) == 0) {
                        int slash = path.lastIndexOf('/');
                        tar.file(path.substring(0, slash + 1) + ".wh." + path.substring(slash + 1), "");
                        plain.keySet().removeIf(one -> one.equals(path) || one.startsWith(path + "/"));
                    } else if (added.keySet().stream().noneMatch(one -> nested(one, path))) {
                        tar.file(path, content);
                        added.put(path, content.length());
                    }
                }
                added.forEach((path, size) -> {
                    plain.keySet().removeIf(one -> nested(one, path));
                    plain.put(path, size);
                });
                store.image("i" + level, parent, tar);
                parent = "i" + level;
            }
            List<ImageFigures> images = store.measure(directory).images();
            ImageFigures top = images.get(images.size() - 1);
            assertThat(top.bytes().orElseThrow().rootFilesystem())
                    .as("round " + round)
                    .isEqualTo(plain.values().stream()
                            .mapToLong(Integer::longValue)
                            .sum());
            assertThat(top.bytes().orElseThrow().all()).isEqualTo(store.tarBytes("i3"));
        }
    }

    private static boolean nested(String one, String other) {
        return one.equals(other) || one.startsWith(other + "/") || other.startsWith(one + "/");
    }

    private static String path(Random random) {
        StringBuilder path = new StringBuilder();
        int depth = 1 + random.nextInt(3);
        for (int i = 0; i < depth; i++) {
            path.append(i == 0 ? "" : "/").append((char) ('a' + random.nextInt(3)));
        }
        return path.toString();
    }
}

package io.github.tcib.size;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tcib.oci.Digest;
import io.github.tcib.size.layer.LayerCache;
import io.github.tcib.size.layer.LayerLibrary;
import io.github.tcib.size.layer.StoredLayer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Figures of images and of the set, and what is done with images that cannot be read whole. */
class FiguresTest {

    @TempDir
    private Path directory;

    private static MemoryStore family() {
        return new MemoryStore()
                .image("base", "", new TarFile().file("b", "base"))
                .image("left", "base", new TarFile().file("l", "l".repeat(5000)))
                .image("right", "base", new TarFile().file("r", "l".repeat(5000)))
                .image("leaf", "left", new TarFile().file("f", "leaf"));
    }

    private static ImageFigures image(Measured measured, String name) {
        return measured.images().stream()
                .filter(image -> image.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void tellsParentsByLayersAlone() throws Exception {
        Measured measured = family().measure(directory);
        assertThat(measured.images()).extracting(ImageFigures::name).containsExactly("base", "left", "leaf", "right");
        assertThat(image(measured, "leaf").parent()).contains("left");
        assertThat(image(measured, "left").parent()).contains("base");
        assertThat(image(measured, "base").parent()).isEmpty();
        assertThat(image(measured, "base").dependents()).isEqualTo(3);
    }

    @Test
    void sumsToTheSet() throws Exception {
        MemoryStore store = family();
        Measured measured = store.measure(directory);
        SetFigures set = measured.set();
        List<ImageFigures> images = measured.images();
        assertThat(images.stream()
                        .mapToLong(image -> image.bytes().orElseThrow().own())
                        .sum())
                .isEqualTo(set.sums().distinct());
        assertThat(images.stream()
                        .mapToLong(image -> image.bytes().orElseThrow().amortised())
                        .sum())
                .isEqualTo(set.sums().distinct());
        assertThat(images.stream().mapToLong(ImageFigures::leverage).sum())
                .isEqualTo(set.sums().naive());
        assertThat(images.stream()
                        .mapToLong(image -> image.bytes().orElseThrow().all())
                        .sum())
                .isEqualTo(set.sums().naive());
        assertThat(set.sharingFactor())
                .isEqualTo((double) set.sums().naive() / set.sums().distinct());
        assertThat(image(measured, "left").bytes().orElseThrow().unique()).isZero();
        assertThat(image(measured, "leaf").bytes().orElseThrow().unique())
                .isEqualTo(image(measured, "leaf").bytes().orElseThrow().own());
        assertThat(image(measured, "leaf").bytes().orElseThrow().all()).isEqualTo(store.tarBytes("leaf"));
    }

    @Test
    void findsEqualContentInSiblings() throws Exception {
        Siblings siblings = family().measure(directory).siblings();
        assertThat(siblings.contents())
                .containsExactly(new SharedContent("base", "l", 5000, List.of("left", "right"), 2));
        assertThat(siblings.contentSavedBytes()).isEqualTo(5000);
    }

    @Test
    void readsEachLayerOnceAndNeverAgain() throws Exception {
        MemoryStore store = family();
        Measured first = store.measure(directory);
        assertThat(store.opened()).hasSize(4).doesNotHaveDuplicates();
        Measured second = store.measure(directory);
        assertThat(store.opened()).hasSize(4);
        assertThat(second).isEqualTo(first);
    }

    @Test
    void takesADamagedCacheForNone() throws Exception {
        MemoryStore store = family();
        Measured first = store.measure(directory);
        try (var files = Files.walk(directory.resolve("cache"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] content = Files.readAllBytes(file);
                content[content.length / 2] ^= 0x55;
                Files.write(file, content);
            }
        }
        assertThat(store.measure(directory)).isEqualTo(first);
        assertThat(store.opened()).hasSize(8);
    }

    @Test
    void losesNeitherOfTwoImagesThatNameEachOther() throws Exception {
        MemoryStore store =
                new MemoryStore().image("a", "", new TarFile().file("x", "1")).image("b", "a");
        Measured measured = new TreeAnalysis(
                        store,
                        new LayerLibrary(
                                store,
                                new LayerCache(directory.resolve("cache"), warning -> {}),
                                Files.createDirectories(directory.resolve("scratch")),
                                1),
                        new SizeSettings(List.of(), 10))
                .run(List.of(
                        new ImageRequest("a", "a", Optional.of("b")), new ImageRequest("b", "b", Optional.of("a"))));
        assertThat(measured.images()).extracting(ImageFigures::name).containsExactly("a", "b");
        assertThat(measured.images()).allMatch(image -> image.parent().isEmpty());
    }

    @Test
    void showsABaseThatIsNotOfTheSet() throws Exception {
        MemoryStore store = family();
        Measured measured = new TreeAnalysis(
                        store,
                        new LayerLibrary(
                                store,
                                new LayerCache(directory.resolve("cache"), warning -> {}),
                                Files.createDirectories(directory.resolve("scratch")),
                                1),
                        new SizeSettings(List.of(), 10))
                .run(List.of(new ImageRequest("left", "left", Optional.of("base"))));
        assertThat(measured.ofTheSet()).extracting(ImageFigures::name).containsExactly("left");
        ImageFigures base = measured.images().get(0);
        assertThat(base.external()).isTrue();
        assertThat(base.leverage()).isEqualTo(base.bytes().orElseThrow().own());
        assertThat(image(measured, "left").bytes().orElseThrow().amortised())
                .isEqualTo(measured.set().unpacked().orElseThrow().distinctBytes());
    }

    @Test
    void countsOnlyTheSizeOfADamagedLayer() throws Exception {
        byte[] whole = new TarFile().file("a", "12345").bytes();
        byte[] broken = whole.clone();
        broken[600] ^= 1;
        Measured measured = new MemoryStore()
                .layer("broken", new StoredLayer(Digest.of(whole), OptionalLong.of(777), "", false), broken)
                .measure(directory);
        ImageFigures image = measured.images().get(0);
        assertThat(image.bytes().orElseThrow().notRead()).isEqualTo(777);
        assertThat(image.owners()).containsExactly(new OwnerBytes(Owner.NOT_READ, 777, 0, 0));
        assertThat(image.bytes().orElseThrow().rootFilesystem()).isZero();
        assertThat(measured.problems())
                .singleElement()
                .isEqualTo(SizeProblem.failure("layer " + Digest.of(whole)
                        + " of broken cannot be read, only its size counts: it unpacks to " + Digest.of(broken)
                        + ", but the image's config says " + Digest.of(whole)));
    }

    @Test
    void measuresWithoutACacheThatCannotBeWritten() throws Exception {
        Path cache = Files.writeString(directory.resolve("cache"), "not a directory");
        MemoryStore store = family();
        Measured measured = store.measure(directory);
        assertThat(measured.problems()).isEmpty();
        assertThat(image(measured, "leaf").bytes().orElseThrow().all()).isEqualTo(store.tarBytes("leaf"));
        assertThat(store.warnings())
                .containsExactly("The cache of layers cannot be written, so layers are read again the next time: "
                        + cache.resolve("v1")
                        + ": Not a directory; name another directory in tcib.sizeReport.cacheDirectory");
    }

    @Test
    void leavesAloneWhatTheCacheCannotRemove() throws Exception {
        Path old = Files.createDirectories(directory.resolve("v1/layers/directory"));
        Files.createFile(old.resolve("file"));
        Files.setLastModifiedTime(old, FileTime.from(Instant.EPOCH));
        List<String> warnings = new ArrayList<>();
        new LayerCache(directory, warnings::add).removeUnused();
        assertThat(warnings)
                .containsExactly(
                        "The cache of layers cannot be written, so what nobody needs any more stays: '" + old
                                + "' is a directory that is not empty; name another directory in tcib.sizeReport.cacheDirectory");
    }

    @Test
    void countsOnlyTheSizeOfAForeignLayer() throws Exception {
        Measured measured = family().foreign("far", "base", 1234).measure(directory);
        ImageFigures far = image(measured, "far");
        assertThat(far.bytes().orElseThrow().own()).isEqualTo(1234);
        assertThat(far.bytes().orElseThrow().rootFilesystem()).isEqualTo(4);
        assertThat(measured.problems())
                .singleElement()
                .matches(problem -> problem.severity() == Severity.WARN)
                .matches(problem -> problem.message().contains("foreign layer"));
    }

    @Test
    void bearsAnImageWithoutLayersAndOneThatIsGone() throws Exception {
        MemoryStore store = new MemoryStore().image("empty", "");
        Measured measured = new TreeAnalysis(
                        store,
                        new LayerLibrary(store, new LayerCache(directory, warning -> {}), directory, 1),
                        new SizeSettings(List.of(), 10))
                .run(List.of(
                        new ImageRequest("empty", "empty", Optional.empty()),
                        new ImageRequest("gone", "localhost/gone:1", Optional.empty())));
        assertThat(measured.images())
                .singleElement()
                .matches(image -> image.bytes().orElseThrow().all() == 0);
        assertThat(measured.set().sharingFactor()).isEqualTo(1);
        assertThat(measured.problems())
                .extracting(SizeProblem::message)
                .containsExactly(
                        "empty: the image has no layers", "gone: localhost/gone:1 is not in memory; build it again");
    }

    @Test
    void sortsWasteByWhatItIs() throws Exception {
        Measured measured = new MemoryStore()
                .image(
                        "base",
                        "",
                        new TarFile()
                                .file("var/lib/rpm/Packages", "1".repeat(9))
                                .file("var/cache/dnf/x", "2".repeat(8))
                                .file("usr/lib/a.pyc", "3".repeat(7))
                                .file("usr/share/doc/x", "4".repeat(6))
                                .file("usr/share/locale/x", "5".repeat(5))
                                .file("var/log/x", "6".repeat(4))
                                .file("var/lib/dnf/history.sqlite", "7".repeat(3))
                                .file("etc/x", "8"))
                .image(
                        "leaf",
                        "base",
                        new TarFile().file(".wh.var", "").file(".wh.usr", "").file(".wh.etc", ""))
                .measure(directory);
        assertThat(image(measured, "base").avoidable())
                .extracting(AvoidableBytes::category)
                .containsExactly(
                        Category.RPM_DATABASE,
                        Category.CACHE,
                        Category.BYTE_CODE,
                        Category.DOC,
                        Category.LOCALE,
                        Category.LOG,
                        Category.DNF_HISTORY);
        assertThat(image(measured, "leaf").waste())
                .hasSize(8)
                .extracting(WasteBytes::bytes)
                .first()
                .isEqualTo(9L);
        assertThat(measured.problems())
                .singleElement()
                .extracting(SizeProblem::message)
                .asString()
                .contains(
                        "base: no bytes are attributed to packages: /var/lib/rpm/Packages is in the format Berkeley DB");
        assertThat(image(measured, "base").packages().status()).isEqualTo(PackageFigures.Status.UNREADABLE);
    }
}

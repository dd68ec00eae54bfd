package io.github.tcib.size;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tcib.rpm.RpmFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes go to the packages that own them, by the image's own database. */
class AttributionTest {

    private static final String DATABASE = "var/lib/rpm/rpmdb.sqlite";

    @TempDir
    private Path directory;

    private static byte[] header(String name, String... files) {
        return RpmFixture.header(name, 0, "1", 100, List.of(files), 0);
    }

    private byte[] database(byte[]... headers) throws Exception {
        return Files.readAllBytes(RpmFixture.database(directory, List.of(headers)));
    }

    private static Optional<OwnerBytes> of(ImageFigures image, String name) {
        return image.owners().stream()
                .filter(one -> one.owner().name().equals(name))
                .findFirst();
    }

    @Test
    void givesFilesToPackagesThroughLinksOfDirectories() throws Exception {
        Measured measured = new MemoryStore()
                .image(
                        "base",
                        "",
                        new TarFile()
                                .symlink("lib64", "usr/lib64")
                                .symlink("usr/lib64", "lib")
                                .file("usr/lib/libc.so", "12345")
                                .file("etc/mine", "123")
                                .file(DATABASE, database(header("glibc", "/lib64/libc.so"), header("none", "/gone"))))
                .measure(directory);
        ImageFigures image = measured.images().get(0);
        assertThat(of(image, "glibc")).map(OwnerBytes::bytes).contains(5L);
        assertThat(image.packages().status()).isEqualTo(PackageFigures.Status.READ);
        assertThat(image.packages().installed())
                .extracting(one -> one.owner().label() + " " + one.bytes())
                .containsExactly("glibc-1-1.el9.x86_64 5", "none-1-1.el9.x86_64 0");
        assertThat(image.owners().stream().mapToLong(OwnerBytes::bytes).sum())
                .isEqualTo(image.bytes().orElseThrow().own());
    }

    @Test
    void blamesARemovedPackageForWhatItLeft() throws Exception {
        Measured measured = new MemoryStore()
                .image(
                        "base",
                        "",
                        new TarFile()
                                .file(DATABASE, database(header("tool", "/usr/bin/tool")))
                                .file("usr/bin/tool", "123"))
                .image(
                        "leaf",
                        "base",
                        new TarFile().file("usr/bin/tool", "12345"),
                        new TarFile().file("usr/bin/.wh.tool", "").file(DATABASE, database(header("other", "/other"))))
                .measure(directory);
        ImageFigures leaf = measured.images().get(1);
        assertThat(of(leaf, "tool")).contains(new OwnerBytes(Owner.ofPackage("tool", "1-1.el9", "x86_64"), 5, 5, 1));
        assertThat(leaf.packages().installed())
                .extracting(one -> one.owner().name())
                .containsExactly("other");
    }

    @Test
    void joinsALogWithTheDatabaseOfALowerLayer() throws Exception {
        Path logged = RpmFixture.databaseWithLog(directory, List.of(header("one", "/a")), List.of(header("two", "/b")));
        byte[] log = Files.readAllBytes(logged.resolveSibling(logged.getFileName() + "-wal"));
        MemoryStore store = new MemoryStore()
                .image(
                        "base",
                        "",
                        new TarFile()
                                .file(DATABASE, Files.readAllBytes(logged))
                                .file("a", "1")
                                .file("b", "2"))
                .image("leaf", "base", new TarFile().file(DATABASE + "-wal", log));
        for (int i = 0; i < 2; i++) {
            List<ImageFigures> images = store.measure(directory).images();
            assertThat(images.get(0).packages().installed())
                    .extracting(one -> one.owner().name())
                    .containsExactly("one");
            assertThat(images.get(1).packages().installed())
                    .extracting(one -> one.owner().name() + one.bytes())
                    .containsExactly("one1", "two1");
        }
        assertThat(store.opened()).as("the second time everything is known").hasSize(2 + 2);
    }

    @Test
    void saysSoWhenADatabaseIsDamaged() throws Exception {
        byte[] database = database(header("one", "/a"), header("two", "/b"));
        Arrays.fill(database, 100, database.length, (byte) 7);
        Measured measured = new MemoryStore()
                .image("base", "", new TarFile().file(DATABASE, database).file("a", "12345"))
                .measure(directory);
        ImageFigures image = measured.images().get(0);
        assertThat(image.packages().status()).isEqualTo(PackageFigures.Status.UNREADABLE);
        assertThat(image.packages().reason()).startsWith("/" + DATABASE + " is damaged: ");
        assertThat(of(image, "[unowned]")).map(OwnerBytes::bytes).contains(5L + database.length);
        assertThat(measured.problems()).singleElement().matches(problem -> problem.severity() == Severity.WARN);
    }

    @Test
    void namesDatabasesItCannotRead() throws Exception {
        Measured measured = new MemoryStore()
                .image("suse", "", new TarFile().file("usr/lib/sysimage/rpm/Packages.db", "x"))
                .measure(directory);
        assertThat(measured.images().get(0).packages().reason())
                .startsWith("/usr/lib/sysimage/rpm/Packages.db is in the format ndb");
    }

    @Test
    void findsPackagesThatSiblingsRepeat() throws Exception {
        MemoryStore store = new MemoryStore()
                .image(
                        "base",
                        "",
                        new TarFile()
                                .file(DATABASE, database(header("common", "/c")))
                                .file("c", "1"));
        for (String name : List.of("a", "b", "c")) {
            byte[] own = name.equals("c")
                    ? database(header("common", "/c"))
                    : database(header("common", "/c"), header("extra", "/x", "/" + name));
            store.image(
                    name,
                    "base",
                    new TarFile().file(DATABASE, own).file("x", "1".repeat(40)).file(name, "22"));
        }
        Siblings siblings = store.measure(directory).siblings();
        assertThat(siblings.packages())
                .containsExactly(new SharedPackage(
                        "base", Owner.ofPackage("extra", "1-1.el9", "x86_64"), 42, 42, List.of("a", "b"), 3));
        assertThat(siblings.packageSavedBytes()).isEqualTo(42);
    }
}

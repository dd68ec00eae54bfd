package io.github.tcib.lock.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.tcib.lock.ArchitectureLock;
import io.github.tcib.lock.LockedBase;
import io.github.tcib.lock.LockedImage;
import io.github.tcib.lock.LockedMetadata;
import io.github.tcib.lock.LockedParent;
import io.github.tcib.lock.LockedRepository;
import io.github.tcib.lock.LockedRpm;
import io.github.tcib.lock.MetadataKind;
import io.github.tcib.lock.Nevra;
import io.github.tcib.lock.RandomLock;
import io.github.tcib.model.ImageName;
import io.github.tcib.oci.Digest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of two locks: base ← os ← (nova-base ← nova-api, keystone). */
class LockDiffTest {

    @TempDir
    private Path directory;

    private static Digest digest(String content) {
        return Digest.of(content.getBytes(StandardCharsets.UTF_8));
    }

    /** A tree of images; each is written as {@code name parent package...}, a package to be taken away with a minus. */
    private static ArchitectureLock lock(String content, String... images) {
        List<LockedImage> all = new ArrayList<>();
        TreeSet<Nevra> rpms = new TreeSet<>();
        for (String image : images) {
            List<String> words = List.of(image.split(" "));
            SortedSet<Nevra> adds = packages(words, "", true);
            rpms.addAll(adds);
            all.add(new LockedImage(
                    new ImageName(words.get(0)),
                    words.get(1).equals("-")
                            ? new LockedParent.Base("centos")
                            : new LockedParent.Image(new ImageName(words.get(1))),
                    digest("steps"),
                    adds,
                    packages(words, "-", false),
                    new TreeSet<>(),
                    List.of(),
                    new TreeSet<>()));
        }
        return ArchitectureLock.of(
                digest("layout"),
                List.of(new LockedBase("centos", digest("base"), new TreeSet<>(List.of(nevra("bash-5-1.noarch"))))),
                List.of(new LockedRepository(
                        "r",
                        "https://example.org",
                        digest(content),
                        OptionalInt.empty(),
                        false,
                        List.of(),
                        new TreeMap<>())),
                rpms.stream()
                        .map(rpm -> new LockedRpm(rpm, digest(content + rpm), 1, "r", rpm + ".rpm"))
                        .toList(),
                all);
    }

    private static SortedSet<Nevra> packages(List<String> words, String prefix, boolean adds) {
        SortedSet<Nevra> packages = new TreeSet<>();
        words.stream()
                .skip(2)
                .filter(word -> adds != word.startsWith("-"))
                .forEach(word -> packages.add(nevra(word.substring(prefix.length()))));
        return packages;
    }

    private static Nevra nevra(String text) {
        return Nevra.parse(text).orElseThrow();
    }

    private static final String[] TREE = {
        "base - curl-1-1.noarch",
        "os base lib-1-1.noarch",
        "keystone os httpd-2-1.noarch",
        "nova-base os nova-1-1.noarch",
        "nova-api nova-base httpd-2-1.noarch",
    };

    private static String text(ArchitectureLock before, ArchitectureLock after) {
        return String.join("\n", DiffText.of(LockDiff.between("x86_64", before, after)));
    }

    @Test
    void saysThatNothingChanges() {
        assertThat(text(lock("", TREE), lock("", TREE)))
                .isEqualTo("No image changes: 5 images have the packages they are locked with.");
    }

    @Test
    void namesTheImagesWhoseStreamsAreOthersAndWhatIsBuiltOnThem() {
        assertThat(text(withStreams("1", "os"), withStreams("2", "os"))).isEqualTo("""
                Packages: none change; 4 of 5 images are built anew.
                os: changed, the modules of the repositories are others
                Built anew on these: keystone, nova-api, nova-base""");
        assertThat(text(withStreams("1", "os"), withStreams("1", "os"))).startsWith("No image changes");
    }

    private static ArchitectureLock withStreams(String state, String image) {
        ArchitectureLock plain = lock("", TREE);
        LockedRepository repository = plain.repositories().values().iterator().next();
        LockedMetadata modules = new LockedMetadata(digest(state), 1, "modules.yaml");
        return ArchitectureLock.of(
                plain.layout(),
                plain.bases().values(),
                List.of(new LockedRepository(
                        repository.id(),
                        repository.baseUrl(),
                        repository.repomd(),
                        repository.priority(),
                        repository.gpgCheck(),
                        repository.gpgKeys(),
                        new TreeMap<>(Map.of(MetadataKind.MODULES, modules)))),
                plain.rpms().values(),
                plain.images().values().stream()
                        .map(one -> one.name().value().equals(image) ? withStreams(one) : one)
                        .toList());
    }

    private static LockedImage withStreams(LockedImage image) {
        return new LockedImage(
                image.name(),
                image.parent(),
                image.steps(),
                image.adds(),
                image.removes(),
                image.fetches(),
                image.modules(),
                new TreeSet<>(List.of(MetadataKind.MODULES)));
    }

    @Test
    void tellsAPackageWhereItIsInstalledAndWhatIsBuiltOnIt() {
        String[] after = TREE.clone();
        after[3] = "nova-base os nova-2-1.noarch nova-lib-1-1.noarch";
        assertThat(text(lock("", TREE), lock("", after))).isEqualTo("""
                Packages: 1 added, 1 upgraded; 2 of 5 images are built anew.
                nova-base: changed
                    nova-lib 1-1 (new)
                    nova 1-1 → 2-1
                Built anew on these: nova-api""");
    }

    @Test
    void tellsEveryKindOfChange() {
        String[] after = {
            "base - curl-1-1.noarch -bash-5-1.noarch",
            "os base lib-0.9-1.noarch",
            "keystone base httpd-2-1.noarch",
            "nova-base os",
            "cinder os cinder-1-1.noarch",
        };
        assertThat(text(lock("", TREE), lock("", after))).isEqualTo("""
                Packages: 1 added, 2 removed, 1 downgraded; 5 of 6 images are built anew.
                base: changed
                    bash 5-1 (gone)
                cinder: added
                keystone: changed, its parent is another one
                nova-api: removed
                nova-base: changed
                    nova 1-1 (gone)
                os: changed
                    lib 1-1 → 0.9-1 (older)""");
    }

    @Test
    void aPackageOfOtherContentIsAChangeToo() {
        assertThat(text(lock("", "base - curl-1-1.noarch"), lock("!", "base - curl-1-1.noarch")))
                .contains("curl 1-1 (other content)");
    }

    @Test
    void rebuildsExactlyWhatChangesAndWhatStandsOnIt() {
        for (int seed = 0; seed < 200; seed++) {
            ArchitectureLock one = new RandomLock(seed).architecture();
            ArchitectureLock other = new RandomLock(seed + 1).architecture();
            assertThat(LockDiff.between("x86_64", one, one).isEmpty()).isTrue();
            LockDiff diff = LockDiff.between("x86_64", one, other);
            for (LockedImage image : other.images().values()) {
                boolean rebuilt = diff.rebuilt().stream()
                        .anyMatch(change -> change.image().equals(image.name()));
                boolean same = one.find(image.name()).equals(other.find(image.name()))
                        && one.downloadsOf(image.name()).equals(other.downloadsOf(image.name()));
                if (!same) {
                    assertThat(rebuilt).as("seed %d, %s", seed, image.name()).isTrue();
                }
                if (image.parent() instanceof LockedParent.Image parent
                        && diff.rebuilt().stream()
                                .anyMatch(change -> change.image().equals(parent.name()))) {
                    assertThat(rebuilt).as("seed %d, %s", seed, image.name()).isTrue();
                }
            }
        }
    }

    @Test
    void writesTextMarkdownAndJsonByItsSchema() throws Exception {
        String[] after = TREE.clone();
        after[1] = "os base lib-2-1.noarch";
        LockDiff diff = LockDiff.between("x86_64", lock("", TREE), lock("", after));
        DiffFiles.write(diff, directory);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()).sorted())
                    .containsExactly("lock-diff.json", "lock-diff.md", "lock-diff.txt");
        }
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(Path.of("..", "docs", "lock-diff.schema.json")));
        assertThat(schema.validate(new JsonMapper()
                        .readTree(directory.resolve("lock-diff.json").toFile())))
                .isEmpty();
        assertThat(directory.resolve("lock-diff.md")).content().isEqualTo("""
                ## Locked packages (x86_64)

                Packages: 1 upgraded; 4 of 5 images are built anew.

                | package | change | before | after | in |
                |---|---|---|---|---|
                | lib | upgraded | 1-1 | 2-1 | os |

                <details><summary>Images</summary>

                | why | images |
                |---|---|
                | built on os | keystone, nova-api, nova-base |
                | packages change | os |

                </details>
                """);
    }
}

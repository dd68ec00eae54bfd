package io.github.tcib.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tcib.model.ImageName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lock as a file: what is written is read, and what was changed by hand is told with its place. */
class LockFileTest {

    private static final String HEX = "0123456789abcdef".repeat(4);
    private static final String SOUND = """
            version: 1
            architectures:
              x86_64:
                layout: sha256:%1$s
                bases:
                  registry.example/centos/centos:stream9:
                    digest: sha256:%1$s
                    packages:
                    - bash-5.1-9.el9.x86_64
                    - tzdata-2024a-1.el9.noarch
                repositories:
                  baseos:
                    url: https://mirror.example.org/baseos
                    repomd: sha256:%1$s
                rpms:
                  curl-7.76-1.el9.x86_64: {repository: baseos, size: 17, sha256: %1$s, location: c/curl.rpm}
                  tzdata-2024b-1.el9.noarch: {repository: baseos, size: 18, sha256: %1$s, location: t/tzdata.rpm}
                images:
                  base:
                    base: registry.example/centos/centos:stream9
                    steps: sha256:%1$s
                    adds:
                    - tzdata-2024b-1.el9.noarch
                    removes:
                    - tzdata-2024a-1.el9.noarch
                  keystone:
                    parent: base
                    steps: sha256:%1$s
                    adds:
                    - curl-7.76-1.el9.x86_64
                    fetches:
                    - tzdata-2024b-1.el9.noarch
            """.formatted(HEX);

    @TempDir
    private Path directory;

    private Path path = Path.of("");
    private LockFile file = new LockFile(path, "");

    @BeforeEach
    void setUp() {
        path = directory.resolve(LockFile.NAME);
        file = new LockFile(path, LockFile.NAME);
    }

    @Test
    void readsBackWhatItWrote() throws Exception {
        for (int seed = 0; seed < 200; seed++) {
            Lock lock = new RandomLock(seed).lock();
            file.write(lock);
            assertThat(file.read()).as("seed %d", seed).contains(lock);
            assertThat(file.write(file.read().orElseThrow()))
                    .as("seed %d, written again", seed)
                    .isFalse();
        }
    }

    @Test
    void leavesAFileAloneThatHoldsTheLock() throws Exception {
        Lock lock = new RandomLock(4).lock();
        assertThat(file.write(lock)).isTrue();
        FileTime before = FileTime.from(Instant.EPOCH);
        Files.setLastModifiedTime(path, before);
        assertThat(file.write(lock)).isFalse();
        assertThat(Files.getLastModifiedTime(path)).isEqualTo(before);
    }

    @Test
    void isEmptyWithoutAFile() throws Exception {
        assertThat(file.read()).isEmpty();
    }

    @Test
    void followsPackagesDownTheTree() throws Exception {
        Files.writeString(path, SOUND);
        ArchitectureLock locked = file.read().orElseThrow().find("x86_64").orElseThrow();
        assertThat(locked.packagesOf(new ImageName("base")))
                .extracting(Nevra::toString)
                .containsExactly("bash-5.1-9.el9.x86_64", "tzdata-2024b-1.el9.noarch");
        assertThat(locked.packagesOf(new ImageName("keystone")))
                .extracting(Nevra::toString)
                .containsExactly("bash-5.1-9.el9.x86_64", "curl-7.76-1.el9.x86_64", "tzdata-2024b-1.el9.noarch");
        assertThat(locked.downloadsOf(new ImageName("keystone")))
                .extracting(LockedRpm::location)
                .containsExactly("c/curl.rpm", "t/tzdata.rpm");
        assertThat(locked.baseOf(new ImageName("keystone")).reference())
                .isEqualTo("registry.example/centos/centos:stream9");
    }

    /** As it was written before repositories had metadata in it. */
    @Test
    void readsTheFormWithoutMetadataAndWritesItAsItWas() throws Exception {
        String text = """
                # The packages of every image, as the goal tcib:lock resolved them. Commit this file; change it by that goal.
                version: 1
                architectures:
                  x86_64:
                    layout: sha256:%1$s
                    bases:
                      centos:
                        digest: sha256:%1$s
                    repositories:
                      appstream:
                        url: https://mirror.example.org/appstream
                        repomd: sha256:%1$s
                        priority: 9
                        gpgcheck: true
                        gpgkeys:
                        - https://mirror.example.org/KEY
                    rpms:
                      nodejs-18-1.noarch: {repository: appstream, size: 1, sha256: %1$s, location: nodejs.rpm}
                    images:
                      base:
                        base: centos
                        steps: sha256:%1$s
                        modules:
                        - nodejs:18
                        adds:
                        - nodejs-18-1.noarch
                """.formatted(HEX);
        Files.writeString(path, text);

        Lock lock = file.read().orElseThrow();

        ArchitectureLock locked = lock.find("x86_64").orElseThrow();
        assertThat(locked.repositories().values())
                .singleElement()
                .satisfies(repository -> assertThat(repository.metadata()).isEmpty());
        assertThat(locked.find(new ImageName("base")).orElseThrow().metadata()).isEmpty();
        assertThat(file.write(lock)).isFalse();
    }

    @Test
    void readsLocksAsEarlierPluginsWroteThem() throws Exception {
        Files.copy(Path.of("src/test/resources/formats/tcib.lock-1.yaml"), path);

        ArchitectureLock locked = file.read().orElseThrow().find("x86_64").orElseThrow();

        assertThat(locked.images().values())
                .extracting(image -> image.name().value())
                .containsExactly("base", "keystone", "memcached", "os");
        assertThat(locked.downloadsOf(new ImageName("memcached")))
                .extracting(rpm -> rpm.nevra().toString())
                .containsExactly("memcached-9.9-1.noarch");
        assertThat(file.write(file.read().orElseThrow())).as("written again").isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "version: 1 ~ version: 2 ~ tcib.lock.yaml:1:10: the lock is of version 2, and this plugin reads 1; use the"
                        + " plugin that wrote it, or remove it and run tcib:lock",
                "repomd: ~ repomdd: ~ tcib.lock.yaml:14:18: 'repomdd' means nothing in 'baseos'; did you mean 'repomd'?",
                "size: 17 ~ size: many ~ tcib.lock.yaml:16:58: 'size': 'many' is not a number of bytes",
                "size: 17 ~ size: -17 ~ tcib.lock.yaml:16:58: 'size': '-17' is not a number of bytes",
                "- curl-7.76-1.el9.x86_64 ~ - curl-7.77-1.el9.x86_64 ~ tcib.lock.yaml:27:9: the image 'keystone' downloads"
                        + " curl-7.77-1.el9.x86_64, which is not among the rpms; did you mean 'curl-7.76-1.el9.x86_64'?",
                "- curl-7.76-1.el9.x86_64 ~ - curl ~ tcib.lock.yaml:30:11: 'adds': 'curl' is not"
                        + " name-version-release.architecture",
                "parent: base ~ parent: bose ~ tcib.lock.yaml:27:9: the image 'keystone' is built on 'bose', which is not"
                        + " among the images; did you mean 'base'?",
                "parent: base ~ parent: keystone ~ tcib.lock.yaml:27:9: the image 'keystone' is its own ancestor",
                "- tzdata-2024a-1.el9.noarch|      keystone ~ - zsh-1-1.noarch|      keystone ~ tcib.lock.yaml:20:9: the"
                        + " image 'base' removes zsh-1-1.noarch, which its parent does not have",
                "{repository: baseos, size: 17 ~ {repository: appstream, size: 17 ~ tcib.lock.yaml:16:44: there is no"
                        + " repository 'appstream' in the lock",
                "repomd: sha256:HEX ~ repomd: sha256:short ~ tcib.lock.yaml:14:17: 'repomd': 'sha256:short' is not sha256: and 64"
                        + " hexadecimal digits",
                "sha256: HEX, location: c ~ sha256: short, location: c ~ tcib.lock.yaml:16:70: 'sha256': 'short' is not 64"
                        + " hexadecimal digits",
                "parent: base ~ parent: BASE ~ tcib.lock.yaml:27:17: 'parent': 'BASE' is not a name of an image",
                "keystone: ~ KEYSTONE: ~ tcib.lock.yaml:27:9: 'KEYSTONE' is not a name of an image",
                "curl-7.76-1.el9.x86_64: { ~ curl: { ~ tcib.lock.yaml:16:13: 'curl' is not name-version-release.architecture",
                "- curl-7.76-1.el9.x86_64 ~ - [curl] ~ tcib.lock.yaml:30:11: 'adds' must be a text",
                "keystone: ~ base: ~ 'base' is there twice",
                "version: 1 ~ version: one ~ tcib.lock.yaml:1:10: the lock is of version one, and this plugin reads 1",
                "digest: sha256:HEX|        packages ~ packages ~ tcib.lock.yaml",
                "base: registry.example/centos/centos:stream9|        steps ~ base: other|        steps ~ tcib.lock.yaml:20:9:"
                        + " the image 'base' is built on other, which is not among the bases",
                "repomd: sha256 ~ metadata: {modulus: {}}|        repomd: sha256 ~"
                        + " tcib.lock.yaml:14:29: 'modulus' means nothing in 'metadata'; did you mean 'modules'?",
                "repomd: sha256 ~ metadata: {modules: {size: 1, location: x}}|        repomd: sha256 ~"
                        + " tcib.lock.yaml:14:29: 'modules' has no 'sha256'",
                "parent: base ~ metadata: [streams]|        parent: base ~ tcib.lock.yaml:27:20: 'metadata': 'streams' is not"
                        + " group or modules",
                "location: c/curl.rpm} ~ location: c/curl.rpm ~ tcib.lock.yaml:17:3",
                "adds:|        - curl ~ adds: curl|        fetches:|        - curl ~ tcib.lock.yaml:29:15: 'adds' must be a list",
                "repomd: sha256 ~ priority: high|        repomd: sha256 ~ tcib.lock.yaml:14:19: 'priority': 'high' is not a number",
                "repomd: sha256 ~ gpgcheck: maybe|        repomd: sha256 ~ tcib.lock.yaml:14:19: 'gpgcheck': 'maybe' is not true"
                        + " or false",
                "repomd: sha256 ~ [gpgcheck]: true|        repomd: sha256 ~ tcib.lock.yaml:14:9: a key of 'baseos' must be a text",
                "parent: base|        steps ~ steps ~ tcib.lock.yaml:27:9: the image 'keystone' must have either a 'parent' or a"
                        + " 'base'",
            })
    void tellsWhatIsWrongInIt(String sound, String wrong, String expected) throws Exception {
        String text = SOUND.replace(sound.replace('|', '\n').replace("HEX", HEX), wrong.replace('|', '\n'));
        assertThat(text).isNotEqualTo(SOUND);
        Files.writeString(path, text);
        assertThatThrownBy(file::read).isInstanceOf(LockException.class).hasMessageContaining(expected);
    }

    @Test
    void namesAreToldWithoutAKey() throws Exception {
        Files.writeString(path, SOUND.replace("keystone:", "KEYSTONE:"));
        assertThatThrownBy(file::read).hasMessage("%s:27:9: %s", LockFile.NAME, "'KEYSTONE' is not a name of an image");
        Files.writeString(path, SOUND.replace("curl-7.76-1.el9.x86_64: {", "curl: {"));
        assertThatThrownBy(file::read)
                .hasMessage("%s:16:13: %s", LockFile.NAME, "'curl' is not name-version-release.architecture");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "'' ~ the file is empty; if it was changed by hand, restore it, or remove it and run tcib:lock",
                "'a: [' ~ the YAML does not parse: expected the node content, but found '<stream end>'; if it was changed by"
                        + " hand, restore it, or remove it and run tcib:lock",
                "[] ~ the file must be a map",
                "'a: [[[[[[[[[[[' ~ tcib.lock.yaml: the YAML is refused: Nesting Depth exceeded max 10; if it was changed by hand, restore it, or remove it"
                        + " and run tcib:lock",
                "'a: \u0001' ~ tcib.lock.yaml: the YAML is refused: special characters are not allowed; if it was changed by hand, restore it, or remove it"
                        + " and run tcib:lock",
                "'a: &x [1]|b: *x' ~ tcib.lock.yaml",
                "'{}' ~ the file has no 'version'",
            })
    void refusesWhatIsNoLock(String text, String expected) throws Exception {
        Files.writeString(path, text.replace('|', '\n'));
        assertThatThrownBy(file::read).isInstanceOf(LockException.class).hasMessageContaining(expected);
    }

    @Test
    void refusesWhatIsNoText() throws Exception {
        Files.write(path, new byte[] {(byte) 0xC3, 0x28});
        assertThatThrownBy(file::read)
                .isInstanceOf(LockException.class)
                .hasMessage("tcib.lock.yaml: is not UTF-8 text");
    }

    @Test
    void neitherHangsNorFallsOverDamagedFiles() throws Exception {
        Random random = new Random(11);
        for (int i = 0; i < 500; i++) {
            StringBuilder text = new StringBuilder(SOUND);
            for (int edits = random.nextInt(4); edits >= 0; edits--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.insert(at, "{}[]:-#'\n &*".charAt(random.nextInt(12)));
                    default -> text.delete(at, Math.min(text.length(), at + random.nextInt(80)));
                }
            }
            Files.writeString(path, text);
            try {
                file.read();
            } catch (LockException e) {
                assertThat(e.getMessage()).startsWith(LockFile.NAME);
            }
        }
    }
}

package io.github.tcib.rpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.tcib.patch.RpmBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Package files of the real rpmbuild, whole, signed and damaged. */
class RpmFileTest {

    @TempDir
    private Path directory;

    @BeforeEach
    void needsRpm() {
        if (!"true".equals(System.getenv("CI"))) {
            assumeTrue(RpmBuilder.isPossible(), "left out: needs rpmbuild, rpmsign, gpg and createrepo_c");
        }
    }

    @Test
    void readsWhatAPackageIs() throws Exception {
        Path file = RpmBuilder.rpm(directory, "app", "2:1.0~rc1-1.el9").into(directory.resolve("rpms"));
        RpmFile rpm = RpmFile.read(file);
        assertThat(rpm)
                .isEqualTo(new RpmFile(file, "app", new RpmVersion(2, "1.0~rc1", "1.el9"), "noarch", false, false));
        assertThat(rpm.label()).isEqualTo("app-2:1.0~rc1-1.el9.noarch");
    }

    @Test
    void seesASignature() throws Exception {
        Path file = RpmBuilder.rpm(directory, "app", "1-1").into(directory.resolve("rpms"));
        RpmBuilder.key(directory.resolve("gpg"), "packager@example.org");
        RpmBuilder.sign(directory.resolve("gpg"), "packager@example.org", file);
        assertThat(RpmFile.read(file).signed()).isTrue();
    }

    @Test
    void refusesWhatIsNoPackage() throws Exception {
        Path text = Files.writeString(directory.resolve("text.rpm"), "no package".repeat(50));
        Path empty = Files.createFile(directory.resolve("empty.rpm"));
        for (Path file : new Path[] {text, empty}) {
            assertThatThrownBy(() -> RpmFile.read(file))
                    .isInstanceOf(RpmFileException.class)
                    .hasMessage(file + " is no RPM package");
        }
    }

    @Test
    void refusesAPackageThatIsCutOffAnywhere() throws Exception {
        byte[] whole =
                Files.readAllBytes(RpmBuilder.rpm(directory, "app", "1-1").into(directory.resolve("rpms")));
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            Path cut = Files.write(directory.resolve("cut.rpm"), Arrays.copyOf(whole, random.nextInt(whole.length)));
            assertThatThrownBy(() -> RpmFile.read(cut)).isInstanceOf(RpmFileException.class);
        }
    }

    @Test
    void tellsADamagedHeaderFromADamagedContent() throws Exception {
        Path good = RpmBuilder.rpm(directory, "app", "1-1").into(directory.resolve("rpms"));
        int end = (int) PackageFile.read(good).headerEnd();
        byte[] bytes = Files.readAllBytes(good);
        bytes[bytes.length - 1] ^= 1;
        Path content = Files.write(directory.resolve("content.rpm"), bytes);
        assertThatThrownBy(() -> RpmFile.read(content))
                .hasMessage(content + " is corrupt: its content does not have the digest it should have");
        bytes[end - 1] ^= 1;
        Path header = Files.write(directory.resolve("header.rpm"), bytes);
        assertThatThrownBy(() -> RpmFile.read(header))
                .hasMessage(header + " is corrupt: its header does not have the digest it should have");
    }

    @Test
    void refusesAPackageOfWhichABitOfHeaderOrContentIsWrong() throws Exception {
        Path good = RpmBuilder.rpm(directory, "app", "1-1").into(directory.resolve("rpms"));
        byte[] whole = Files.readAllBytes(good);
        int header = headerOf(whole);
        Random random = new Random(5);
        for (int i = 0; i < 500; i++) {
            byte[] damaged = whole.clone();
            damaged[header + random.nextInt(whole.length - header)] ^= (byte) (1 << random.nextInt(8));
            Path file = Files.write(directory.resolve("damaged.rpm"), damaged);
            assertThatThrownBy(() -> RpmFile.read(file))
                    .isInstanceOf(RpmFileException.class)
                    .hasMessageStartingWith(file + " is corrupt: ");
        }
    }

    /** Where the second header begins, by its magic. */
    private static int headerOf(byte[] rpm) throws IOException {
        byte[] magic = {(byte) 0x8e, (byte) 0xad, (byte) 0xe8, 1};
        int found = 0;
        for (int i = 0; i < rpm.length - magic.length; i++) {
            if (Arrays.equals(rpm, i, i + magic.length, magic, 0, magic.length) && ++found == 2) {
                return i;
            }
        }
        throw new IOException("no header");
    }
}

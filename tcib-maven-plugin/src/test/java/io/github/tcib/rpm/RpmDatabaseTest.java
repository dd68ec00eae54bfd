package io.github.tcib.rpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases of RPM, whole, with a log, and damaged. */
class RpmDatabaseTest {

    private static final byte[] BASH =
            RpmFixture.header("bash", 0, "5.1", 7_000_000, List.of("/usr/bin/bash", "/etc/skel/.bashrc", "/bin/sh"), 0);
    private static final byte[] GLIBC =
            RpmFixture.header("glibc", 2, "2.34", 9, List.of("/lib64/libc.so.6", "/usr/share/doc/glibc/NEWS"), 2);

    @TempDir
    private Path directory;

    @Test
    void readsPackagesWithTheirFiles() throws Exception {
        assertThat(RpmDatabase.read(RpmFixture.database(directory, List.of(GLIBC, BASH))))
                .containsExactly(
                        new RpmPackage(
                                "bash",
                                "5.1-1.el9",
                                "x86_64",
                                7_000_000,
                                List.of("/usr/bin/bash", "/etc/skel/.bashrc", "/bin/sh")),
                        // what was not installed, such as documentation, is not the package's
                        new RpmPackage("glibc", "2:2.34-1.el9", "x86_64", 9, List.of("/lib64/libc.so.6")));
    }

    @Test
    void readsWhatIsOnlyInTheLog() throws Exception {
        Path database = RpmFixture.databaseWithLog(directory, List.of(BASH), List.of(GLIBC));
        assertThat(RpmDatabase.read(database)).extracting(RpmPackage::name).containsExactly("bash", "glibc");
    }

    @Test
    void bearsPackagesWithoutFilesAndWithoutSize() throws Exception {
        byte[] key = RpmFixture.header("gpg-pubkey", 0, "8483c65d", 0, List.of(), 0);
        assertThat(RpmDatabase.read(RpmFixture.database(directory, List.of(key))))
                .containsExactly(new RpmPackage("gpg-pubkey", "8483c65d-1.el9", "x86_64", 0, List.of()));
    }

    @Test
    void refusesWhatIsNoDatabase() throws Exception {
        Path file = Files.writeString(directory.resolve("text"), "this is not sqlite".repeat(100));
        assertThatThrownBy(() -> RpmDatabase.read(file))
                .isInstanceOf(RpmDatabaseException.class)
                .hasMessageContaining("no readable sqlite database of RPM");
    }

    @Test
    void refusesADatabaseThatIsCutOff() throws Exception {
        List<byte[]> many = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            many.add(RpmFixture.header("p" + i, 0, "1", 1, List.of("/usr/share/" + "x".repeat(100) + i), 0));
        }
        Path file = RpmFixture.database(directory, many);
        byte[] content = Files.readAllBytes(file);
        Path cut = Files.write(directory.resolve("cut"), java.util.Arrays.copyOf(content, content.length / 2));
        assertThatThrownBy(() -> RpmDatabase.read(cut)).isInstanceOf(RpmDatabaseException.class);
    }

    @Test
    void refusesHeadersOfRandomBytesAndDamagedOnesButNothingElseHappens() {
        Random random = new Random(7);
        int refused = 0;
        for (int i = 0; i < 5000; i++) {
            byte[] header = BASH.clone();
            for (int j = random.nextInt(6); j >= 0; j--) {
                header[random.nextInt(header.length)] = (byte) random.nextInt();
            }
            try {
                RpmHeader parsed = RpmHeader.parse(java.util.Arrays.copyOf(header, random.nextInt(header.length + 1)));
                parsed.texts(1117);
                parsed.numbers(1116);
            } catch (RpmDatabaseException e) {
                refused++;
                assertThat(e).hasMessageContaining("a package header");
            }
        }
        assertThat(refused).isGreaterThan(1000);
    }
}

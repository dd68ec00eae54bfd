package io.github.tcib.rpm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signatures that the real rpmsign makes with keys of the real gpg. */
class RpmSignatureTest {

    @TempDir
    private static Path directory;

    /** The socket of the agent needs a short path. */
    private static Path home;

    private static Path key;
    private static Path otherKey;
    private static Path signed;
    private static Path unsigned;

    @BeforeAll
    static void makeKeysAndPackages() throws Exception {
        RpmTools.require("rpmbuild", "rpmsign", "gpg");
        home = Files.createTempDirectory("keys");
        key = RpmTools.key(home.resolve("one"), "one@example.org");
        otherKey = RpmTools.key(home.resolve("two"), "two@example.org");
        RpmTools.build(directory.resolve("work"), directory.resolve("signed"), RpmTools.spec("app", "1", "", "x"));
        RpmTools.build(directory.resolve("work"), directory.resolve("plain"), RpmTools.spec("app", "1", "", "x"));
        signed = RpmTools.rpmsIn(directory.resolve("signed")).get(0);
        unsigned = RpmTools.rpmsIn(directory.resolve("plain")).get(0);
        RpmTools.sign(home.resolve("one"), "one@example.org", signed);
    }

    @AfterAll
    static void endAgents() throws Exception {
        if (home != null) {
            RpmTools.endAgents(home);
        }
    }

    @Test
    void aSignatureOfAKnownKeyIsGood() {
        assertThatCode(() -> check(signed, otherKey, key)).doesNotThrowAnyException();
    }

    @Test
    void aPackageWithoutASignatureIsRefused() {
        assertThatThrownBy(() -> check(unsigned, key))
                .isInstanceOf(RpmException.class)
                .hasMessage("it is not signed");
    }

    @Test
    void aSignatureOfAnotherKeyIsRefusedWithBothIds() {
        assertThatThrownBy(() -> check(signed, otherKey))
                .isInstanceOf(RpmException.class)
                .hasMessageMatching(
                        "it is signed by the key [0-9a-f]{16}, and the keys of its repository are [0-9a-f]{16}");
    }

    @Test
    void aChangedHeaderIsRefused() throws Exception {
        Path changed = copy("header");
        PackageFile rpm = PackageFile.read(signed);
        // in the middle of the texts, where the header still parses
        flip(changed, rpm.headerEnd() - 8);

        assertThatThrownBy(() -> check(changed, key)).isInstanceOf(RpmException.class);
    }

    @Test
    void aChangedPayloadIsRefusedThoughTheHeaderIsGood() throws Exception {
        Path changed = copy("payload");
        flip(changed, Files.size(changed) - 20);

        assertThatThrownBy(() -> check(changed, key))
                .isInstanceOf(RpmException.class)
                .hasMessage("its payload is not the one that was signed");
    }

    @Test
    void whatIsNoKeyIsRefused() {
        assertThatThrownBy(() -> RpmKeys.parse(List.of("<html>404</html>".getBytes(UTF_8))))
                .isInstanceOf(RpmException.class);
    }

    @Test
    void noDamageMakesAnythingButAnRpmException() throws Exception {
        byte[] good = Files.readAllBytes(signed);
        Random random = new Random(7);
        RpmKeys keys = RpmKeys.parse(List.of(Files.readAllBytes(key)));
        for (int i = 0; i < 300; i++) {
            byte[] bad = random.nextBoolean() ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
            for (int j = 0; bad.length > 0 && j < 4; j++) {
                bad[random.nextInt(Math.min(bad.length, 7000))] = (byte) random.nextInt();
            }
            Path file = Files.write(directory.resolve("bad.rpm"), bad);
            assertThatCode(() -> readAll(file, keys)).satisfies(failure -> {
                if (failure != null) {
                    assertThat(failure).isInstanceOf(RpmException.class);
                }
            });
        }
    }

    private static void readAll(Path file, RpmKeys keys) throws IOException, RpmException {
        PackageFile rpm = PackageFile.read(file);
        rpm.files();
        rpm.archiveBytes();
        rpm.installedBytes();
        for (Dependency.Kind kind : Dependency.Kind.values()) {
            rpm.dependencies(kind);
        }
        new RpmSignature(keys).check(rpm);
    }

    private static void check(Path file, Path... keys) throws IOException, RpmException {
        List<byte[]> contents = new ArrayList<>();
        for (Path one : keys) {
            contents.add(Files.readAllBytes(one));
        }
        new RpmSignature(RpmKeys.parse(contents)).check(PackageFile.read(file));
    }

    private static Path copy(String name) throws IOException {
        return Files.copy(signed, directory.resolve(name + ".rpm"));
    }

    private static void flip(Path file, long position) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek(position);
            int old = open.read();
            open.seek(position);
            open.write(ByteBuffer.allocate(1).put((byte) (old ^ 0x55)).array());
        }
    }
}

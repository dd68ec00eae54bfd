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
import java.util.Map;
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

        assertThatThrownBy(() -> check(changed, key))
                .isInstanceOf(RpmException.class)
                .hasMessage("its signature is not good: it was changed after it was signed");
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
    void aSignatureOfAnUnknownKindIsToldAsThat() throws Exception {
        byte[] signature = PackageFile.read(signed)
                .signatures()
                .bytes(RpmTag.SIGNATURE_RSA_HEADER)
                .orElseThrow();
        Path file = copy("kind");
        byte[] content = Files.readAllBytes(file);
        // RFC 4880, 5.2.3: behind tag and length of the packet are version, type, key algorithm and hash algorithm
        content[indexOf(signature, content) + 6] = 99;
        Files.write(file, content);

        assertThatThrownBy(() -> check(file, key))
                .isInstanceOf(RpmException.class)
                .hasMessage("its signature is of a kind that is not known here, or damaged");
    }

    @Test
    void signaturesThatAreNoneAreToldApart() throws Exception {
        byte[] header = header("app");
        Path cut = file("cut", Entry.binary(new byte[] {(byte) 0x89, 1, 0, 4, 0}), header);
        assertThatThrownBy(() -> check(cut, key))
                .isInstanceOf(RpmException.class)
                .hasMessage("its signature cannot be read: it is damaged");
        Path text = file("text", Entry.text("A"), header);
        assertThatThrownBy(() -> check(text, key))
                .isInstanceOf(RpmException.class)
                .hasMessage("its signature is not base64");
    }

    @Test
    void aHeaderWithoutADigestLeavesThePayloadToAnyone() throws Exception {
        byte[] header = header("app");
        Path signedHeader = Files.write(directory.resolve("header"), header);
        RpmTools.run(
                Map.of("GNUPGHOME", home.resolve("one").toString()),
                "gpg",
                "--batch",
                "--detach-sign",
                signedHeader.toString());
        byte[] signature = Files.readAllBytes(directory.resolve("header.sig"));
        Path file = file("open", Entry.binary(signature), header);

        assertThatThrownBy(() -> check(file, key))
                .isInstanceOf(RpmException.class)
                .hasMessage("its signature leaves its payload out, and its header has no digest of it");
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

    /** The only entry of a header. */
    private record Entry(int tag, int type, ByteBuffer data, int count) {

        static Entry binary(byte[] packets) {
            return new Entry(RpmTag.SIGNATURE_RSA_HEADER, 7, ByteBuffer.wrap(packets), packets.length);
        }

        static Entry text(String text) {
            return new Entry(RpmTag.SIGNATURE_OPENPGP, 8, UTF_8.encode(text + "\0"), 1);
        }
    }

    /** A package of hand-made headers and without a payload. */
    private static Path file(String name, Entry signature, byte[] header) throws IOException {
        byte[] signatures = headerOf(signature);
        ByteBuffer content = ByteBuffer.allocate(96 + (signatures.length + 7) / 8 * 8 + header.length);
        content.putInt(0xedabeedb).position(96).put(signatures);
        content.position(content.capacity() - header.length).put(header);
        return Files.write(directory.resolve(name + ".rpm"), content.array());
    }

    private static byte[] header(String name) {
        return headerOf(new Entry(RpmTag.NAME, 6, UTF_8.encode(name + "\0"), 1));
    }

    private static byte[] headerOf(Entry entry) {
        return ByteBuffer.allocate(32 + entry.data().limit())
                .putInt(0x8eade801)
                .putInt(0)
                .putInt(1)
                .putInt(entry.data().limit())
                .putInt(entry.tag())
                .putInt(entry.type())
                .putInt(0)
                .putInt(entry.count())
                .put(entry.data().duplicate())
                .array();
    }

    private static int indexOf(byte[] part, byte[] whole) {
        for (int i = 0; i + part.length <= whole.length; i++) {
            if (Arrays.equals(whole, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        throw new AssertionError("not in it");
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

package io.github.tcib.oci;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tcib.ForeignInput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;

/** Tar files that someone damaged, or made to do harm. */
class TarReaderFuzzTest {

    private static final int BLOCK = 512;

    @Test
    void givesTheEntriesOrSaysWhyNot() throws IOException {
        ForeignInput.seeded(1).declares(IOException.class).bytes(2000, TarReaderFuzzTest::readAll, sample());
    }

    /** With checksums that are right again, so that the fields behind them are looked at. */
    @Test
    void givesTheEntriesOfHeadersThatSomeoneForged() throws IOException {
        ForeignInput.seeded(2)
                .declares(IOException.class)
                .bytes(3000, tar -> readAll(withChecksums(tar)), sample(), sample());
    }

    @Test
    void indexesLayersOrSaysWhyNot() throws IOException {
        ForeignInput.seeded(3)
                .declares(IOException.class)
                .bytes(
                        1000,
                        tar -> LayerIndex.read(
                                new TarReader(new ByteArrayInputStream(withChecksums(tar))),
                                (path, size) -> Content.of(new byte[0])),
                        sample());
    }

    @Test
    void refusesSizesAndOwnersBelowZero() throws IOException {
        byte[] octal = sample();
        System.arraycopy("-0000000010\0".getBytes(US_ASCII), 0, octal, 124, 12);
        assertThatThrownBy(() -> readAll(withChecksums(octal)))
                .isInstanceOf(OciException.class)
                .hasMessageContaining("no octal number");
        byte[] binary = sample();
        Arrays.fill(binary, 124, 136, (byte) 0xff);
        assertThatThrownBy(() -> readAll(withChecksums(binary)))
                .isInstanceOf(OciException.class)
                .hasMessageContaining("negative");
    }

    @Test
    void readsNoFileOfMoreBytesThanThereAre() throws IOException {
        byte[] huge = tar("file");
        Arrays.fill(huge, 124, 136, (byte) 0);
        huge[124] = (byte) 0x80;
        Arrays.fill(huge, 129, 136, (byte) 0x7f);
        ForeignInput.seeded(0).declares(IOException.class).one(withChecksums(huge), TarReaderFuzzTest::readAll);
        assertThatThrownBy(() -> readAll(withChecksums(huge))).hasMessageContaining("ends within an entry");
    }

    @Test
    void keepsNoMoreOfAnEndlessNameThanAPathMayHave() throws IOException {
        byte[] endless = fileOfLongName("d/".repeat(300_000));
        ForeignInput.seeded(0)
                .declares(OciException.class)
                .allocatesAtMost(16L << 20)
                .one(endless, TarReaderFuzzTest::readAll);
        assertThatThrownBy(() -> readAll(endless))
                .hasMessage("the tar file has a name of more than 4096 characters, '" + "d/".repeat(50) + "…'");
    }

    @Test
    void readsNoMoreEntriesThanItsLimit() throws IOException {
        byte[] entry = Arrays.copyOf(tar("file"), BLOCK);
        TarReader tar = new TarReader(new ByteArrayInputStream(repeated(entry, 1_001)), 1_000);
        assertThatThrownBy(() -> {
                    while (tar.next().isPresent()) {
                        // until it has enough
                    }
                })
                .isInstanceOf(OciException.class)
                .hasMessage("the tar file has too much in it: at most 1000 entries with 536870912 bytes of names and"
                        + " attributes are read");
    }

    @Test
    void keepsNoMoreOfDeepDirectoriesThanItsLimit() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < 30; i++) {
            bytes.writeBytes(fileOfLongName(i + "/" + "d/".repeat(2_000) + "file"));
        }
        assertThatThrownBy(() -> LayerIndex.read(
                        new TarReader(new ByteArrayInputStream(bytes.toByteArray())),
                        (path, size) -> Content.of(new byte[0])))
                .isInstanceOf(OciException.class)
                .hasMessage("a layer has directories in directories with paths of more than 67108864 characters in all,"
                        + " which is the limit");
    }

    @Test
    void namesAHardLinkToNothing() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            TarArchiveEntry link = new TarArchiveEntry("bin/sh", TarConstants.LF_LINK);
            link.setLinkName("bin/bash");
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
        }
        assertThatThrownBy(() -> LayerIndex.read(
                        new TarReader(new ByteArrayInputStream(bytes.toByteArray())),
                        (path, size) -> Content.of(new byte[0])))
                .isInstanceOf(OciException.class)
                .hasMessage("the layer's hard link 'bin/sh' points to 'bin/bash', which is not in it");
    }

    @Test
    void quotesNamesWithoutTheirLineBreaks() throws IOException {
        byte[] tar = tar("a\nb\u001b[31m");
        tar[156] = 'Z';
        assertThatThrownBy(() -> readAll(withChecksums(tar)))
                .hasMessageContaining("a\\u000ab\\u001b[31m")
                .hasMessageContaining("unknown type 90");
    }

    private static void readAll(byte[] bytes) throws IOException {
        try (TarReader tar = new TarReader(new ByteArrayInputStream(bytes))) {
            for (Optional<TarEntry> next = tar.next(); next.isPresent(); next = tar.next()) {
                tar.content().transferTo(java.io.OutputStream.nullOutputStream());
                assertThat(next.get().size()).isNotNegative();
                assertThat(RootPath.of(next.get().name())).doesNotStartWith("../");
            }
        }
    }

    private static byte[] fileOfLongName(String name) throws IOException {
        byte[] text = name.getBytes(US_ASCII);
        byte[] header = Arrays.copyOf(tar("././@LongLink"), BLOCK);
        header[156] = 'L';
        System.arraycopy(String.format("%011o", text.length).getBytes(US_ASCII), 0, header, 124, 11);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(withChecksums(header));
        bytes.writeBytes(Arrays.copyOf(text, (text.length + BLOCK - 1) / BLOCK * BLOCK));
        bytes.write(tar("file"), 0, BLOCK);
        return bytes.toByteArray();
    }

    private static byte[] tar(String name) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
            tar.putArchiveEntry(new TarArchiveEntry(name, true));
            tar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }

    private static byte[] repeated(byte[] block, int times) {
        byte[] all = new byte[block.length * times];
        for (int i = 0; i < times; i++) {
            System.arraycopy(block, 0, all, i * block.length, block.length);
        }
        return all;
    }

    /** A file, a directory, links, a device, a long name of each kind, extended attributes. */
    private static byte[] sample() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            TarArchiveEntry file = new TarArchiveEntry("etc/motd");
            file.setSize(5);
            file.addPaxHeader("SCHILY.xattr.user.note", "hello");
            tar.putArchiveEntry(file);
            tar.write("hello".getBytes(US_ASCII));
            tar.closeArchiveEntry();
            tar.putArchiveEntry(new TarArchiveEntry("usr/"));
            tar.closeArchiveEntry();
            link(tar, "bin", TarConstants.LF_SYMLINK);
            link(tar, "etc/other", TarConstants.LF_LINK);
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
            tar.putArchiveEntry(new TarArchiveEntry("usr/share/" + "long/".repeat(40) + ".wh.gone"));
            tar.closeArchiveEntry();
            TarArchiveEntry device = new TarArchiveEntry("dev/null", TarConstants.LF_CHR);
            device.setDevMajor(1);
            device.setDevMinor(3);
            tar.putArchiveEntry(device);
            tar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }

    private static void link(TarArchiveOutputStream tar, String name, byte type) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, type);
        entry.setLinkName("etc/motd");
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }

    private static byte[] withChecksums(byte[] tar) {
        byte[] copy = tar.clone();
        for (int start = 0; start + BLOCK <= copy.length; start += BLOCK) {
            if (new String(copy, start + 257, 5, US_ASCII).equals("ustar")) {
                Arrays.fill(copy, start + 148, start + 156, (byte) ' ');
                int sum = 0;
                for (int i = 0; i < BLOCK; i++) {
                    sum += copy[start + i] & 0xff;
                }
                System.arraycopy(String.format("%06o\0 ", sum).getBytes(US_ASCII), 0, copy, start + 148, 8);
            }
        }
        return copy;
    }
}

package io.github.tcib.oci;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DigestingInputStreamTest {

    @Test
    void digestsWhatABufferSkipsPastIt() throws Exception {
        byte[] content = new byte[1 << 20];
        new Random(1).nextBytes(content);
        DigestingInputStream digesting = new DigestingInputStream(new ByteArrayInputStream(content));
        BufferedInputStream buffered = new BufferedInputStream(digesting, 4096);

        assertThat(buffered.read()).isEqualTo(content[0] & 0xFF);
        buffered.skipNBytes(700_000);
        buffered.transferTo(OutputStream.nullOutputStream());

        assertThat(digesting.digest()).isEqualTo(Digest.of(content));
    }
}

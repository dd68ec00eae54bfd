package io.github.tcib.build.buildah;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageStoreTest {

    @ParameterizedTest
    @CsvSource({"2.13 MB,2130000", "348 MB,348000000", "1.02 GB,1020000000", "512 B,512", "4.1 kB,4100", "odd,0"})
    void readsTheSizesThatBuildahPrints(String text, long bytes) {
        assertThat(ImageStore.bytesOf(text)).isEqualTo(bytes);
    }
}

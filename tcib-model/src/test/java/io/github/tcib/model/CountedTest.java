package io.github.tcib.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountedTest {

    @Test
    void oneIsSingularAndAllElseIsPlural() {
        assertThat(Counted.of(0, "image")).isEqualTo("0 images");
        assertThat(Counted.of(1, "image")).isEqualTo("1 image");
        assertThat(Counted.of(2, "image")).isEqualTo("2 images");
        assertThat(Counted.of(1, "repository", "repositories")).isEqualTo("1 repository");
        assertThat(Counted.of(2, "RPM is", "RPMs are")).isEqualTo("2 RPMs are");
    }
}

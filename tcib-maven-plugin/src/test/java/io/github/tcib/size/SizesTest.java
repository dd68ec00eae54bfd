package io.github.tcib.size;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sizes as people write them. */
class SizesTest {

    @ParameterizedTest
    @CsvSource({"4096, 4096", "1.9 GB, 1900000000", "300MB, 300000000", "16 MiB, 16777216", "2k, 2000", "0.5 kB, 500"})
    void readsWhatPeopleWrite(String text, long bytes) {
        assertThat(Sizes.parse(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "big", "1,5 GB", "-1", "5 iB", "1 PB", "9999999999999 TB"})
    void refusesWhatIsNoSize(String text) {
        assertThatThrownBy(() -> Sizes.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 1.00 kB",
        "9994, 9.99 kB",
        "99949, 99.9 kB",
        "999499, 999 kB",
        "999500, 1.00 MB",
        "-1500, -1.50 kB",
        "2140000000, 2.14 GB"
    })
    void writesThreeDigits(long bytes, String text) {
        assertThat(Sizes.text(bytes)).isEqualTo(text);
    }

    @Test
    void matchesPathsAndNames() {
        assertThat(new Glob("/root/**").matches("root/.ssh/id")).isTrue();
        assertThat(new Glob("**/*.pyc").matches("a.pyc")).isTrue();
        assertThat(new Glob("nova-*").matches("nova-api")).isTrue();
        assertThat(new Glob("/etc/*").matches("etc/a/b")).isFalse();
        assertThat(new Glob("a.c").matches("abc")).isFalse();
    }
}

package io.github.tcib.template.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloatsTest {

    @Test
    void writesWhatReadsBackAsTheSameNumber() {
        Random random = new Random(7);
        for (int i = 0; i < 3000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                assertThat(Double.parseDouble(Floats.repr(value))).isEqualTo(value);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, 0.1",
        "100, 100.0",
        "2.0E-3, 0.002",
        "1e16, 1e+16",
        "9999999999999998, 9999999999999998.0",
        "1e-5, 1e-05",
        "2.2250738585072014E-308, 2.2250738585072014e-308",
        "4.9e-324, 5e-324",
        "-0.0, -0.0"
    })
    void writesTheFewestDigits(double value, String text) {
        assertThat(Floats.repr(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0, 0.0", "1.5, 0, 2.0", "2.675, 2, 2.67", "-0.4, 0, -0.0", "1234.5, -2, 1200.0"})
    void roundsTheExactValueHalfToEven(double value, int digits, String text) {
        assertThat(Floats.repr(Floats.round(value, digits))).isEqualTo(text);
    }
}

package io.github.tcib.convert;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class YamlScalarTest {

    private static final String STEP = "dnf -y install something-long-enough-to-count && ";

    @Test
    void breaksALongTextAfterShellOperators() {
        assertThat(written(STEP.repeat(3) + "true")).isEqualTo(">-" + ("\n  " + STEP.strip()).repeat(3) + "\n  true");
        assertThat(written("a".repeat(60) + "; " + "b".repeat(60) + " || c"))
                .isEqualTo(">-\n  " + "a".repeat(60) + ";\n  " + "b".repeat(60) + " ||\n  c");
    }

    @Test
    void leavesATextOfAHundredCharactersInOneLine() {
        String text = "a".repeat(94) + " && b";

        assertThat(written(text + "c")).isEqualTo(text + "c").hasSize(100);
        assertThat(written(text + "cd")).startsWith(">-\n");
    }

    @Test
    void breaksOnlyAtSingleBlanks() {
        String tail = "x".repeat(100);

        assertThat(written("a &&  " + tail)).isEqualTo("a &&  " + tail);
        assertThat(written("a && \t" + tail)).isEqualTo("\"a && \\t" + tail + "\"");
        assertThat(written("a & & " + tail)).isEqualTo("a & & " + tail);
        assertThat(written(" a && " + tail)).isEqualTo("' a && " + tail + "'");
        assertThat(written("a && " + tail + " ")).isEqualTo("'a && " + tail + " '");
    }

    @Test
    void writesLinesAsABlock() {
        assertThat(written("a\nb")).isEqualTo("|-\n  a\n  b");
        assertThat(written("a\n\nb")).isEqualTo("|-\n  a\n\n  b");
        assertThat(written(" a\nb")).isEqualTo("|2-\n   a\n  b");
        assertThat(written("\nb")).isEqualTo("|2-\n\n  b");
        assertThat(written("a\n")).isEqualTo("\"a\\n\"");
        assertThat(written("\n")).isEqualTo("\"\\n\"");
    }

    @Test
    void quotesWhatIsNoPlainText() {
        assertThat(written("a")).isEqualTo("a");
        assertThat(written("")).isEqualTo("''");
        assertThat(written("it's #1")).isEqualTo("'it''s #1'");
        assertThat(written("a: b")).isEqualTo("'a: b'");
        assertThat(written("a:")).isEqualTo("'a:'");
        assertThat(written("Yes")).isEqualTo("'Yes'");
        assertThat(written("1")).isEqualTo("'1'");
        assertThat(written("\u00e9")).isEqualTo("'\u00e9'");
        assertThat(written("a\tb")).isEqualTo("\"a\\tb\"");
    }

    @Test
    void escapesWhatCannotBePrinted() {
        assertThat(written("\u0007\"\\ ~")).isEqualTo("\"\\u0007\\\"\\\\ ~\"");
        assertThat(written("\u007f\u00e9\ud83d\ude00")).isEqualTo("\"\\u007F\\u00E9\\U0001F600\"");
        assertThat(written("\uffff")).isEqualTo("\"\\uFFFF\"");
    }

    private static String written(String text) {
        StringBuilder out = new StringBuilder();
        YamlScalar.append(out, text, 2);
        return out.toString();
    }
}

package io.github.tcib.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Whatever text is written reads back as that text, as text. */
class YamlWriterTest {

    private static final String[] PIECES = {
        "a",
        "B",
        "7",
        " ",
        "  ",
        ": ",
        ":",
        " #",
        "#",
        "-",
        "- ",
        "'",
        "\"",
        "\\",
        "{",
        "}",
        "{{ x }}",
        "[",
        "]",
        ",",
        "&",
        "*",
        "!",
        "|",
        ">",
        "%",
        "@",
        "`",
        "&& ",
        "|| ",
        "; ",
        "\n",
        "\n\n",
        "\t",
        "é",
        "日",
        "\u0085",
        "\u2028",
        "\uFEFF",
        "\u0007",
        "😀",
        "true",
        "null",
        "~",
        "1.5",
        "0x1F",
        "2001-01-01",
        "<<",
        "=",
        "long enough to be folded && ",
        "?",
        "…"
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void writesAnyTextSoThatItReadsBack(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 3000; i++) {
            String key = anyText(random, 4);
            String text = anyText(random, 14);
            String item = anyText(random, 14);
            String yaml = YamlWriter.write(
                    List.of(anyText(random, 5)),
                    new YamlNode.Table(List.of(new YamlNode.Field(
                            List.of(anyText(random, 3)),
                            "list",
                            new YamlNode.Listing(List.of(
                                    new YamlNode.Item(List.of("c"), new YamlNode.Text(item)),
                                    new YamlNode.Item(
                                            List.of(),
                                            new YamlNode.Table(List.of(new YamlNode.Field(
                                                    List.of(), "k" + key, new YamlNode.Text(text)))))))))),
                    List.of());

            List<Object> expected = new ArrayList<>(List.of(item, java.util.Map.of("k" + key, text)));
            assertThat(read(yaml)).as(yaml).isEqualTo(java.util.Map.of("list", expected));
        }
    }

    @Test
    void foldsLongTextsAfterTheOperatorsOfTheShell() {
        String step = "crudini --set /etc/dnf/dnf.conf main exactarch 1";
        assertThat(YamlWriter.write(
                        List.of(),
                        new YamlNode.Table(List.of(new YamlNode.Field(
                                List.of(), "run", new YamlNode.Text(step + " && " + step + "; " + step)))),
                        List.of()))
                .isEqualTo("run: >-\n  " + step + " &&\n  " + step + ";\n  " + step + "\n");
    }

    @Test
    void foldsOnlyWhatIsLongerThanALine() {
        String fits = "a".repeat(97) + "; b";
        String long101 = "a".repeat(97) + "; bc";
        assertThat(written(fits)).isEqualTo(fits);
        assertThat(written(long101)).isEqualTo(">-\n  " + "a".repeat(97) + ";\n  bc");
        assertThat(written(" " + long101)).isEqualTo("' " + long101 + "'");
        assertThat(written("a".repeat(97) + " bcd")).isEqualTo("a".repeat(97) + " bcd");
        assertThat(written("a".repeat(97) + " &&  b && c || d"))
                .isEqualTo(">-\n  " + "a".repeat(97) + " &&  b &&\n  c ||\n  d");
    }

    @Test
    void quotesWhatYamlWouldTakeForSomethingElse() {
        assertThat(written("\tx")).isEqualTo("\"\\tx\"");
        assertThat(written("\u0007 \"~\\")).isEqualTo("\"\\u0007 \\\"~\\\\\"");
        assertThat(written("\u0085\u007F\uD83D\uDE00")).isEqualTo("\"\\u0085\\u007F\\U0001F600\"");
        assertThat(written("a\n")).isEqualTo("\"a\\n\"");
        assertThat(written(" a\n\nb")).isEqualTo("|2-\n   a\n\n  b");
        assertThat(written("a\nb")).isEqualTo("|-\n  a\n  b");
        assertThat(written("it's #1")).isEqualTo("'it''s #1'");
        assertThat(written("a:b#c")).isEqualTo("a:b#c");
        assertThat(written("Yes")).isEqualTo("'Yes'");
    }

    private static String written(String text) {
        String yaml = YamlWriter.write(
                List.of(),
                new YamlNode.Table(List.of(new YamlNode.Field(List.of(), "k", new YamlNode.Text(text)))),
                List.of());
        return yaml.substring("k: ".length(), yaml.length() - 1);
    }

    private static String anyText(Random random, int most) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(most + 1);
        for (int i = 0; i < length; i++) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    private static Object read(String yaml) {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
    }
}

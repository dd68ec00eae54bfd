package io.github.tcib.layout;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tcib.model.Problem;
import io.github.tcib.template.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** YAML is read as PyYAML's safe loader reads it. */
class NodeValuesTest {

    @TempDir
    Path directory;

    private final List<String> problems = new ArrayList<>();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a | 'a'",
                "'1' | '1'",
                "!!str 1 | '1'",
                "~ | null",
                "Null | null",
                "yes | true",
                "Off | false",
                "!!bool 'TRUE' | true",
                "y | 'y'",
                "yES | 'yES'",
                "12 | 12",
                "-1_000 | -1000",
                "+7 | 7",
                "010 | 8",
                "0 | 0",
                "08 | '08'",
                "0b101 | 5",
                "-0x1f | -31",
                "1:30 | 90",
                "-1:1:01 | -3661",
                "1:60 | '1:60'",
                "123456789012345678901 | 123456789012345678901",
                "1.5 | 1.5",
                "-1_0.25 | -10.25",
                "+.5 | '+.5'",
                ".5 | 0.5",
                "1e3 | '1e3'",
                "1.0e3 | '1.0e3'",
                "1.0e+3 | 1000.0",
                "!!float 1e3 | 1000.0",
                "-.inf | -Infinity",
                "+.Inf | Infinity",
                ".NaN | NaN",
                "1:30.5 | 90.5",
                "-0:30.5 | -30.5",
                "2001-01-01 | '2001-01-01'",
                "<< | '<<'",
                "[a, [1], {}] | ['a', [1], {}]",
                "{b: 1, a: 2} | {'a': 2, 'b': 1}",
                "{2: a, 10: b, 1.5: c} | {1.5: 'c', 2: 'a', 10: 'b'}",
                "{b: 1, 2: x, a: 3} | {'b': 1, 2: 'x', 'a': 3}",
                "{yes: 1, ~: 2, no: 3} | {true: 1, null: 2, false: 3}",
                "{\uFF5E: 1, \uD83D\uDE00: 2, z: 3} | {'z': 3, '\uFF5E': 1, '\uD83D\uDE00': 2}",
                "[&x {a: 1}, *x] | [{'a': 1}, {'a': 1}]",
            })
    void readsAValue(String yaml, String expected) throws Exception {
        assertThat(read("v: " + yaml)).contains("{'v': " + expected + "}");
        assertThat(problems).isEmpty();
    }

    @Test
    void mergesMapsSoThatOwnKeysWinAndThenTheFirst() throws Exception {
        assertThat(read("""
                        a: &a {x: 1, y: 1, 3: a}
                        b: &b {y: 2, z: 2, true: b}
                        c: {<<: [*a, *b], x: 0}
                        d: {w: 0, <<: *a}
                        """))
                .contains("{'a': {'x': 1, 'y': 1, 3: 'a'}, 'b': {'y': 2, 'z': 2, true: 'b'},"
                        + " 'c': {'x': 0, 'y': 1, 3: 'a', 'z': 2, true: 'b'},"
                        + " 'd': {'x': 1, 'y': 1, 3: 'a', 'w': 0}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "!!int x | 'x' is not a whole number; put it in quotes if it is text",
                "!!int 0b2 | '0b2' is not a whole number; put it in quotes if it is text",
                "!!float x | 'x' is not a number; put it in quotes if it is text",
                "!!float 1:x | '1:x' is not a number; put it in quotes if it is text",
                "!!bool 1 | '1' is not a truth value; put it in quotes if it is text",
                "!!binary YQ== | the YAML tag 'tag:yaml.org,2002:binary' is not supported; write plain text, lists and maps",
                "!!set {a} | the YAML tag 'tag:yaml.org,2002:set' is not supported; write plain text, lists and maps",
                "!x [a] | the YAML tag '!x' is not supported; write plain text, lists and maps",
            })
    void refusesAValue(String yaml, String expected) throws Exception {
        assertThat(read("a: b\nv: " + yaml)).isEmpty();
        assertThat(problems).containsExactly("f.yaml:2:4: " + expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{<<: a} | f.yaml:1:9: '<<' merges maps, but this is text",
                "{<<: [{}, [b]]} | f.yaml:1:9: '<<' merges maps, but this is a list",
                "{? [a] : b} | f.yaml:1:7: a key must be text or a number, but is a list",
                "{? {a: b} : b} | f.yaml:1:7: a key must be text or a number, but is a map",
                "{1: a, 0x1: b} | f.yaml:1:11: the key '1' is already set in line 1; keep one of the two",
                "{yes: a, on: b} | f.yaml:1:13: the key 'true' is already set in line 1; keep one of the two",
            })
    void refusesAMap(String yaml, String expected) throws Exception {
        assertThat(read("v: " + yaml)).isEmpty();
        assertThat(problems).containsExactly(expected);
    }

    @Test
    void allowsAHundredThousandValuesWrittenOut() throws Exception {
        // the root, its two keys, a list of 9,899 numbers and one of nine times that list
        String yaml = "a: &a [" + "1, ".repeat(9_898) + "1]\nb: [" + "*a, ".repeat(8) + "*a";
        int values = 3 + 9_900 + 1 + 9 * 9_900;
        String fill = ", 1".repeat(100_000 - values);

        assertThat(read(yaml + fill + "]\n")).isPresent();
        assertThat(read(yaml + fill + ", 1]\n")).isEmpty();
        assertThat(problems)
                .containsExactly("f.yaml:1:1: the YAML is refused: with its aliases written out it holds more than"
                        + " 100000 values");
    }

    private Optional<String> read(String yaml) throws Exception {
        Path file = Files.writeString(directory.resolve("f.yaml"), yaml);
        return new YamlReader(directory, (Problem problem) -> problems.add(problem.toString()))
                .readMapping(file)
                .map(NodeValuesTest::shown);
    }

    private static String shown(Value value) {
        if (value instanceof Value.Text text) {
            return "'" + text.text() + "'";
        } else if (value instanceof Value.Numeric number) {
            return number.number().toString();
        } else if (value instanceof Value.Bool truth) {
            return String.valueOf(truth.value());
        } else if (value instanceof Value.Sequence list) {
            return list.items().stream().map(NodeValuesTest::shown).collect(joining(", ", "[", "]"));
        } else if (value instanceof Value.Mapping map) {
            return map.entries().stream()
                    .map(entry -> shown(entry.key()) + ": " + shown(entry.value()))
                    .collect(joining(", ", "{", "}"));
        }
        return "null";
    }
}

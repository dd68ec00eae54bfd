package io.github.tcib.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tcib.template.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Characters of a decoded scalar are found again in the file, however YAML spelled them. */
class ScalarOriginTest {

    @TempDir
    Path directory;

    @Test
    void findsCharactersOfAPlainScalar() throws Exception {
        assertPlace("a: one two\n", "two", 1, 8);
    }

    @Test
    void findsCharactersOfAPlainScalarOverSeveralLines() throws Exception {
        assertPlace("a: one\n   two\n   three\n", "three", 3, 4);
    }

    @Test
    void findsCharactersOfALiteralScalar() throws Exception {
        assertPlace("a: |\n  one\n    two\n\n  three\n", "three", 5, 3);
    }

    @Test
    void findsCharactersOfAFoldedScalar() throws Exception {
        assertPlace("a: >-\n  one &&\n  two &&\n\n  three\n", "three", 5, 3);
        assertPlace("a: >-\n  one &&\n  two &&\n", "two", 3, 3);
    }

    @Test
    void findsCharactersAfterRepeatedSpaces() throws Exception {
        assertPlace("a: >-\n  one    two  x\n", "x", 2, 15);
    }

    @Test
    void findsCharactersOfASingleQuotedScalar() throws Exception {
        assertPlace("a: 'it''s me'\n", "me", 1, 11);
    }

    @Test
    void findsCharactersOfADoubleQuotedScalar() throws Exception {
        assertPlace("a: \"tab\\tnew\\u00e9 line \\\"x\\\" me\"\n", "me", 1, 31);
        assertPlace("a: \"one\n  two\"\n", "two", 2, 3);
    }

    @Test
    void findsCharactersBehindBlankLinesAndIndentation() throws Exception {
        assertPlace("a: |\n\n  one\n", "one", 3, 3);
        assertPlace("a: | # note\n      one\n", "one", 2, 7);
        assertPlace("a: |2\n    one\n", "one", 2, 5);
        assertPlace("a: >-\n  one\n    two\n  three\n", "three", 4, 3);
        assertPlace("a: |+\n  one\n\n\nb: 1\n", "one", 2, 3);
    }

    @Test
    void findsCharactersBehindQuotesAndEscapes() throws Exception {
        assertPlace("a: ''''\nb: 1\n", "'", 1, 5);
        assertPlace("a: 'a''b''''c d'\n", "d", 1, 15);
        assertPlace("a: 'one\n\n  two ''x'\n", "x", 3, 9);
        assertPlace("a: \"\\x41b\"\n", "b", 1, 9);
        assertPlace("a: \"\\U0001F600b\"\n", "b", 1, 15);
        assertPlace("a: \"\\\\ \\\" b\"\n", "b", 1, 11);
        assertPlace("a: \"x\\\n  y\"\n", "x", 1, 5);
        assertPlace("a: it''s b\n", "b", 1, 10);
        assertPlace("a: x\\x41b z\n", "z", 1, 11);
    }

    @Test
    void countsColumnsInCharactersAPersonSees() throws Exception {
        assertPlace("a: \uD83D\uDE00 two\n", "two", 1, 6);
    }

    private void assertPlace(String yaml, String word, int line, int column) throws Exception {
        Path file = Files.writeString(directory.resolve("x.yaml"), yaml);
        Value.Text text = (Value.Text) new YamlReader(directory, problem -> {})
                .readMapping(file)
                .orElseThrow()
                .get("a")
                .orElseThrow();
        assertThat(text.origin().at(text.text().indexOf(word))).hasToString("x.yaml:" + line + ":" + column);
    }
}

package io.github.tcib.containerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonStringsTest {

    @Test
    void readsStringsWithBlanksAnywhereBetweenThem() throws Exception {
        assertThat(JsonStrings.read(" [ \"a\" ,\t\"b\"\n, \"\" ] ")).contains(List.of("a", "b", ""));
        assertThat(JsonStrings.read("[]")).contains(List.of());
        assertThat(JsonStrings.read("[ ]")).contains(List.of());
        assertThat(JsonStrings.read("[\"a\"] and more")).contains(List.of("a"));
    }

    @Test
    void readsEscapes() throws Exception {
        assertThat(JsonStrings.read("[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]")).contains(List.of("\"\\/\b\f\n\r\t"));
        assertThat(JsonStrings.read("[\"\\u00e9\\uD83D\\ude00x\"]")).contains(List.of("\u00e9\ud83d\ude00x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "[",
                "[ ",
                "[\"a",
                "[\"a\"",
                "[\"a\",",
                "[\"a\" \"b\"]",
                "[\"a\",]",
                "[,\"a\"]",
                "[a]",
                "[ -f x ]",
                "[1",
                "[1x]",
                "[nul]",
                "[truex]",
                "[\"\\q\"]",
                "[\"\\",
                "[\"\\u00e\"]",
                "[\"\\u00e",
                "[\"\\u00e9",
                "[\"\\u00g0\"]",
                "[\"a\tb\"]",
                "[\"a\nb\"]"
            })
    void takesEverythingElseForText(String text) throws Exception {
        assertThat(JsonStrings.read(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "[ -1.5 ]", "[\"a\", true]", "[false , \"a\"]", "[null,1]", "[\"a\",\n0]"})
    void refusesValuesThatAreNoStrings(String text) {
        assertThatThrownBy(() -> JsonStrings.read(text))
                .isInstanceOf(MalformedInstructionException.class)
                .hasMessage("a JSON array here may hold strings only; put the values in quotes");
    }
}

package io.github.tcib.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

    private final ObjectMapper mapper = new ObjectMapper();

    @Test
    void readsAndWritesWhatDataBindingDoes() throws Exception {
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            byte[] text = mapper.writeValueAsBytes(tree(random, 5));
            JsonNode read = JsonText.read(text);
            assertThat(read).isEqualTo(mapper.readTree(text));
            assertThat(JsonText.read(new String(text, UTF_8))).isEqualTo(read);
            assertThat(JsonText.write(read)).isEqualTo(text);
            assertThat(JsonText.read(JsonText.writeIndented(read))).isEqualTo(read);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2147483648",
                "-9223372036854775808",
                "9223372036854775808",
                "1e3",
                "-0.5",
                "[ ]",
                "\"\\u00e9\\ud83d\\ude00\"",
                "{\"a\":1,\"a\":[2]}",
                " null ",
                "true false"
            })
    void readsAsDataBindingDoes(String text) throws Exception {
        assertThat(JsonText.read(text)).isEqualTo(mapper.readTree(text));
    }

    @Test
    void ofNothingItReadsAMissingNode() throws Exception {
        assertThat(JsonText.read(" ").isMissingNode()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[1,", "{\"a\"}", "[1}", "nul", "\"open", "]"})
    void refusesWhatIsNotJson(String text) {
        assertThatThrownBy(() -> JsonText.read(text)).isInstanceOf(JsonProcessingException.class);
        assertThatThrownBy(() -> JsonText.read(text.getBytes(UTF_8))).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void refusesEndlessNesting() {
        assertThatThrownBy(() -> JsonText.read("[".repeat(100_000))).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void indentsByTwoBlanks() {
        JsonNode tree = JsonNodeFactory.instance
                .objectNode()
                .set("a", JsonNodeFactory.instance.arrayNode().add(1).add("x"));
        assertThat(new String(JsonText.writeIndented(tree), UTF_8)).isEqualTo("""
                {
                  "a" : [
                    1,
                    "x"
                  ]
                }
                """);
    }

    private static JsonNode tree(Random random, int depth) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (random.nextInt(depth == 0 ? 6 : 8)) {
            case 0 -> nodes.numberNode(random.nextInt());
            case 1 -> nodes.numberNode(random.nextLong());
            case 2 -> nodes.numberNode(random.nextGaussian());
            case 3 -> nodes.booleanNode(random.nextBoolean());
            case 4 -> nodes.nullNode();
            case 5 ->
                nodes.textNode(random.ints(random.nextInt(8), 0, 0xd800)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString());
            case 6 -> {
                var array = nodes.arrayNode();
                random.ints(random.nextInt(4), 0, 9).forEach(i -> array.add(tree(random, depth - 1)));
                yield array;
            }
            default -> {
                var object = nodes.objectNode();
                random.ints(random.nextInt(4), 0, 9).forEach(i -> object.set("field" + i, tree(random, depth - 1)));
                yield object;
            }
        };
    }
}

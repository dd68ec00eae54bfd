package io.github.tcib.template.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiteralTest {
    private final Budget budget = new Budget(10_000_000, 1_000_000, Duration.ofSeconds(20));

    private static Py value(Random random, int depth) {
        int kind = random.nextInt(depth == 0 ? 5 : 8);
        return switch (kind) {
            case 0 -> Py.Int.of(random.nextLong());
            case 1 -> new Py.Real(random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20));
            case 2 -> Py.Bool.of(random.nextBoolean());
            case 3 -> Py.None.NONE;
            case 4 -> {
                StringBuilder text = new StringBuilder();
                for (int i = random.nextInt(6); i > 0; i--) {
                    text.appendCodePoint("a'\"\\\n\t\0é€😀\u007f".codePointAt(random.nextInt(10)));
                }
                yield Py.Str.of(text.toString().replaceAll("[\ud800-\udfff]", "x"));
            }
            case 5 -> new Py.Array(values(random, depth));
            case 6 -> Py.Tuple.of(values(random, depth));
            default -> {
                List<Map.Entry<Py, Py>> entries = new ArrayList<>();
                values(random, depth).forEach(item -> entries.add(Map.entry(value(random, 0), item)));
                yield Sequences.dict(entries);
            }
        };
    }

    private static List<Py> values(Random random, int depth) {
        List<Py> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            items.add(value(random, depth - 1));
        }
        return items;
    }

    @Test
    void readsBackWhatReprWrites() {
        Random random = new Random(11);
        for (int i = 0; i < 3000; i++) {
            Py value = value(random, 3);
            String text = Repr.repr(value, budget);

            assertThat(Literal.read(text, budget)).as(text).contains(value);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[", "[1", "[1 2]", "[x]", "{1:}", "{1 2}", "[1]]", "'a", "[f'x']", "[01]", "[1+1]", "()()"})
    void leavesAloneWhatIsNoLiteral(String text) {
        assertThat(Literal.read(text, budget)).isEmpty();
    }

    @Test
    void refusesALiteralWithAKeyThatCannotBeOne() {
        assertThatThrownBy(() -> Literal.read("{[1]: 2}", budget)).hasMessageContaining("unhashable type: 'list'");
        assertThat(Literal.read("{[1]: 2", budget)).isEmpty();
    }
}

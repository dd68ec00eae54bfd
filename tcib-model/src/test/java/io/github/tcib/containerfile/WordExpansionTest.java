package io.github.tcib.containerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordExpansionTest {

    private static final Map<String, String> VARIABLES = Map.of("a", "1", "two", "x y", "a_1", "under");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            $a            | 1
            ${a}b         | 1b
            $a_1          | under
            $a-1          | 1-1
            ${none:-d$a}  | d1
            ${a:-d}       | 1
            ${a:+set}     | set
            '$a'          | $a
            "$a"          | 1
            "\\$a"        | $a
            "\\n"         | \\n
            \\$a          | $a
            a\\ b         | a b
            "it's"        | it's
            cost$         | cost$
            $$a           | $1
            ${none:-'q'}  | q
            $1a           | a
            $12           | 2
            $a_1-$a       | under-1
            """)
    void replaces(String word, String expected) throws Exception {
        assertThat(expand(word)).isEqualTo(expected);
    }

    @Test
    void leavesNothingOfWhatIsNotSet() throws Exception {
        assertThat(expand("$none${none}${none:+x}$1")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ${a           | a substitution is ${name}, ${name:-word} or ${name:+word}, not ${a
            'a            | a single quote is not closed in 'a
            "a            | a double quote is not closed in "a
            ${a:?x}       | a substitution is ${name}, ${name:-word} or ${name:+word}, not ${a:?x}
            ${a-b}        | a substitution is ${name}, ${name:-word} or ${name:+word}, not ${a-b}
            ${a:-b        | '}' is missing in ${a:-b
            """)
    void refusesWhatIsNotClosedOrUnknown(String word, String message) {
        assertThatThrownBy(() -> expand(word))
                .isInstanceOf(MalformedInstructionException.class)
                .hasMessage(message);
    }

    @Test
    void saysWhatASubstitutionEndsWith() {
        assertThatThrownBy(() -> expand("x${a:-b")).hasMessage("'}' is missing in x${a:-b");
    }

    @Test
    void refusesSubstitutionsThatLieTooDeep() throws Exception {
        assertThat(expand("${none:-".repeat(100) + "x" + "}".repeat(100))).isEqualTo("x");
        assertThat(expand("${none:-x}".repeat(200))).hasSize(200);
        assertThatThrownBy(() -> expand("${none:-".repeat(101) + "x" + "}".repeat(101)))
                .isInstanceOf(MalformedInstructionException.class)
                .hasMessage("substitutions lie in each other more than 100 deep, which is the limit");
    }

    @Test
    void partsWordsThatCameOutOfVariables() throws Exception {
        assertThat(WordExpansion.expandToWords("$two \"$two\" z", WordExpansionTest::value))
                .containsExactly("x", "y", "x y", "z");
        assertThat(WordExpansion.expandToWords("a\\ b 'c d'$two", WordExpansionTest::value))
                .containsExactly("a b", "c dx", "y");
        assertThat(WordExpansion.expandToWords(" '' $none \"\" ", WordExpansionTest::value))
                .isEmpty();
    }

    @Test
    void takesAnyTextOrSaysWhatIsWrong() {
        Random random = new Random(7);
        String alphabet = "ab$ {}:-+'\"\\1_\u00e4";
        for (int i = 0; i < 5000; i++) {
            StringBuilder word = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                word.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            String text = word.toString();
            try {
                expand(text);
                String quoted = "'" + text.replace("'", "") + "'";
                assertThat(expand(quoted)).isEqualTo(text.replace("'", ""));
            } catch (MalformedInstructionException e) {
                assertThat(e).hasMessageContaining(" ");
            }
        }
    }

    private static String expand(String word) throws MalformedInstructionException {
        return WordExpansion.expand(word, WordExpansionTest::value);
    }

    private static String value(String name) {
        return VARIABLES.getOrDefault(name, "");
    }
}

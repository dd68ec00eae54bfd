package io.github.tcib.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearNameTest {

    @ParameterizedTest
    @CsvSource({
        // one edit of each kind
        "keystne, keystone, true",
        "keysstone, keystone, true",
        "keyztone, keystone, true",
        "kesytone, keystone, true",
        "eksytoen, keystone, false",
        // a third of the word, one at least
        "ab, ac, true",
        "ab, cd, false",
        "a, b, true",
        "abcde, abxyz, false",
        "abcdef, abcdxy, true",
        "abcdef, abcxyz, false",
        // three at most
        "abcdefghijkl, abcdefghixyz, true",
        "abcdefghijkl, abcdefghwxyz, false",
        "abcdefghijkl, abcdefghi, true",
        "abcdefghijkl, abcdefgh, false",
        "abcdefgh, abcdefghij, true",
        // case does not count, and the word itself is no other
        "KEYSTONE, keystone, true",
        "keystone, keystone, false",
    })
    void takesForNearWhatAFewEditsMake(String word, String known, boolean near) {
        assertThat(NearName.of(word, List.of(known)).isPresent()).isEqualTo(near);
    }

    @Test
    void namesTheNearestFirstAndThreeAtMost() {
        List<String> known = List.of("novas", "nova-b", "nova", "nova-a", "zzz", "nova-a");
        assertThat(NearName.of("nova-", known)).contains("nova");
        assertThat(NearName.hint("nova-", known)).contains("did you mean 'nova' or 'nova-a' or 'nova-b'?");
        assertThat(NearName.hint("glance", known)).isEmpty();
    }

    @Test
    void looksForNothingLikeNoWordOrAVeryLongOne() {
        assertThat(NearName.of("", List.of("a"))).isEmpty();
        assertThat(NearName.of("a".repeat(80), List.of("a".repeat(79)))).isPresent();
        assertThat(NearName.of("a".repeat(81), List.of("a".repeat(80)))).isEmpty();
    }
}

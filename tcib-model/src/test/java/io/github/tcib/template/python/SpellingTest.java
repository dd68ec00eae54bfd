package io.github.tcib.template.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpellingTest {

    @Test
    void proposesTheNearestName() {
        assertThat(Spelling.hint("tcib_lables", List.of("tcib_labels", "tcib_cmd")))
                .contains("did you mean 'tcib_labels'?");
    }

    @Test
    void proposesNothingThatIsFarOff() {
        assertThat(Spelling.hint("release", List.of("registry", "distro"))).isEmpty();
        assertThat(Spelling.hint("", List.of("a"))).isEmpty();
    }

    @Test
    void takesTheFirstInTheAlphabetOfEquallyNearOnes() {
        assertThat(Spelling.hint("cat", List.of("rat", "bat"))).contains("did you mean 'bat'?");
    }
}

package io.github.tcib.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatchTargetTest {

    private static final String DIGEST = "@sha256:" + "0".repeat(64);

    @ParameterizedTest
    @CsvSource({
        "quay.example/ns/nova:1.2, quay.example/ns/nova:1.2-fix",
        "host:5000/nova, host:5000/nova:latest-fix",
        "nova, nova:latest-fix",
        "[::1]/x, ''"
    })
    void appendsToTheTag(String reference, String expected) throws Exception {
        if (expected.isEmpty()) {
            assertThatThrownBy(() -> PatchTarget.of(reference, "fix"))
                    .isInstanceOf(PatchException.class)
                    .hasMessageContaining("is not an image reference");
        } else {
            assertThat(PatchTarget.of(reference, "fix").newReference()).isEqualTo(expected);
        }
    }

    @Test
    void aDigestIsNotPartOfTheNewReference() throws Exception {
        assertThat(PatchTarget.of("host/nova" + DIGEST, "fix").newReference()).isEqualTo("host/nova:fix");
        assertThat(PatchTarget.of("host/nova:1" + DIGEST, "fix").newReference()).isEqualTo("host/nova:1-fix");
    }

    @Test
    void refusesATagThatIsNone() {
        for (String suffix : List.of("a b", "x".repeat(130), "ä")) {
            String tag = "1-" + suffix;
            assertThatThrownBy(() -> PatchTarget.of("host/nova:1", suffix))
                    .isInstanceOf(PatchException.class)
                    .hasMessageStartingWith("'" + tag + "', the tag of the new image of host/nova:1, is not a tag");
        }
    }

    @Test
    void namesAnImageOnceAndRefusesTwoThatWouldBeOne() throws Exception {
        assertThat(PatchTarget.of(List.of("a:1", "b:1", "a:1"), "fix"))
                .extracting(PatchTarget::reference)
                .containsExactly("a:1", "b:1");
        assertThatThrownBy(() -> PatchTarget.of(List.of("a", "a:latest"), "fix"))
                .isInstanceOf(PatchException.class)
                .hasMessage(
                        "the new images of a and a:latest would both be called a:latest-fix; leave one of them out");
    }
}

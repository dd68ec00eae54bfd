package io.github.tcib.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {

    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

    @ParameterizedTest
    @CsvSource({
        "registry.example.org/ns/nova:t1, registry.example.org, ns/nova, t1",
        "registry.example.org:5000/nova, registry.example.org:5000, nova, latest",
        "localhost/ns/nova:t, localhost, ns/nova, t",
        "127.0.0.1:5000/a/b/c:1.0, 127.0.0.1:5000, a/b/c, 1.0",
        "[::1]:5000/a:b, [::1]:5000, a, b",
        "ubuntu, docker.io, library/ubuntu, latest",
        "ns/nova:t, docker.io, ns/nova, t",
        "index.docker.io/nova, docker.io, library/nova, latest"
    })
    void tellsRegistryRepositoryAndTagApart(String text, String registry, String repository, String selector)
            throws Exception {
        ImageReference reference = ImageReference.parse(text);

        assertThat(reference.registry()).isEqualTo(registry);
        assertThat(reference.repository()).isEqualTo(repository);
        assertThat(reference.selector()).isEqualTo(selector);
    }

    @Test
    void prefersADigestToATag() throws Exception {
        ImageReference reference = ImageReference.parse("r.example:1/a:t@" + DIGEST);

        assertThat(reference.selector()).isEqualTo(DIGEST);
        assertThat(reference.toString()).isEqualTo("r.example:1/a:t@" + DIGEST);
        assertThat(reference.withTag("other").toString()).isEqualTo("r.example:1/a:other");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "r.example/", "r.example/A", "r.example/a:", "r.example/a:-t", "r.example/a@sha256:1", "a b"
            })
    void refusesWhatIsNoReference(String text) {
        assertThatThrownBy(() -> ImageReference.parse(text)).isInstanceOf(RegistryException.class);
    }
}

package io.github.tcib.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tcib.model.ImageDefinition;
import io.github.tcib.model.ImageGraph;
import io.github.tcib.model.ImageName;
import io.github.tcib.model.ImageTree;
import io.github.tcib.model.Location;
import io.github.tcib.model.Parent;
import io.github.tcib.size.ImageRequest;
import io.github.tcib.size.remote.RegistryPlace;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked for when images lie in a registry. */
class LayoutRequestsTest {

    private static ImageDefinition image(String name, Parent parent) {
        return new ImageDefinition(
                new ImageName(name),
                name,
                "localhost/tcib/os-" + name + ":new",
                parent,
                List.of(),
                List.of(),
                new Location(name + ".yaml", 1, 1));
    }

    private static ImageTree tree(String base) {
        TreeMap<ImageName, String> leftOut = new TreeMap<>();
        leftOut.put(new ImageName("redis"), "EL10 has valkey");
        Parent onBase = new Parent.InTree(new ImageName("base"), "localhost/tcib/os-base:new");
        return new ImageTree(
                ImageGraph.of(List.of(
                        image("base", new Parent.External(base)), image("api", onBase), image("redis", onBase))),
                leftOut,
                new TreeMap<>(),
                List.of(),
                List.of());
    }

    private static List<ImageRequest> requests(String base, String place) throws Exception {
        return new LayoutRequests(tree(base), RegistryPlace.parse(place)).requests();
    }

    @Test
    void asksForImagesAndTheirParentsInThePlaceAndNotForThoseLeftOut() throws Exception {
        assertThat(requests("quay.example/os/stream:9", "r.example:5000/ns:1"))
                .containsExactly(
                        new ImageRequest("base", "r.example:5000/ns/os-base:1", Optional.empty()),
                        new ImageRequest(
                                "api", "r.example:5000/ns/os-api:1", Optional.of("r.example:5000/ns/os-base:1")));
    }

    @ParameterizedTest
    @CsvSource({
        "r.example:5000/bases/stream:9, true",
        "r.example/bases/stream:9, false",
        "centos:stream9, false",
        "localhost/standin:stream9, false",
        "scratch, false",
        "oci:../bases, false"
    })
    void asksForTheBaseOnlyWhereTheImagesAre(String base, boolean asked) throws Exception {
        assertThat(requests(base, "r.example:5000/ns:1").get(0).parent())
                .isEqualTo(asked ? Optional.of(base) : Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "build, BUILD",
        "oci:layout, OCI",
        "oci-archive:a.tar, OCI_ARCHIVE",
        "docker-archive:a.tar, DOCKER_ARCHIVE",
        "registry, REGISTRY",
        "registry:1, REGISTRY",
        "registry:r.example/ns:1, REGISTRY"
    })
    void knowsTheFormsOfASource(String text, SizeSource.Kind kind) throws Exception {
        assertThat(SizeSource.parse(text, Path.of("")).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"oci", "docker://x", "registry:", "registry:host:5000", "regstry"})
    void refusesWhatIsNoSource(String text) {
        assertThatThrownBy(() -> SizeSource.parse(text, Path.of("")))
                .isInstanceOf(MojoFailureException.class)
                .hasMessageStartingWith("tcib.sizeReport.source: '");
    }
}

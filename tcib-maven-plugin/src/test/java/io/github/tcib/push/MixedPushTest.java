package io.github.tcib.push;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tcib.oci.Attributes;
import io.github.tcib.oci.Content;
import io.github.tcib.oci.Digest;
import io.github.tcib.oci.ImageFormat;
import io.github.tcib.oci.Layer;
import io.github.tcib.oci.LayerDraft;
import io.github.tcib.oci.LayerPacking;
import io.github.tcib.oci.LayerWriter;
import io.github.tcib.oci.LayoutImage;
import io.github.tcib.oci.Node;
import io.github.tcib.oci.OciLayout;
import io.github.tcib.registry.LocalRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of the embedded engine's OCI layout, alone and beside those in buildah's store. */
@Tag("registry")
class MixedPushTest {

    @TempDir
    Path directory;

    private PushFixture fixture;
    private OciLayout layout;

    @BeforeEach
    void build() throws Exception {
        LocalRegistry.requireProgram("docker-registry");
        LocalRegistry.requireProgram("skopeo");
        fixture = PushFixture.build(directory, "docker");
        layout = OciLayout.create(fixture.builtLayout());
    }

    @Test
    void pushesImagesOfBothEnginesInOneRun() throws Exception {
        List<BuiltImage> images = new ArrayList<>(fixture.images());
        LayoutImage plain = image(List.of(layer("plain")));
        images.add(built("plain", PushFixture.NAMESPACE + "plain:1", plain, "scratch"));
        LayoutImage child = image(List.of(plain.layers().get(0), layer("child")));
        images.add(built("child", PushFixture.NAMESPACE + "child:1", child, PushFixture.NAMESPACE + "plain:1"));
        try (LocalRegistry registry = LocalRegistry.start(directory)) {
            PushResult first = push(registry, images);

            assertThat(first.images()).allMatch(image -> image.status() == PushStatus.PUSHED);
            assertThat(first.images().get(4).traffic().mounted())
                    .isEqualTo(plain.layers().get(0).blob().size());
            for (BuiltImage image : images) {
                assertThat(fixture.command(
                                "skopeo",
                                "inspect",
                                "--config",
                                "--raw",
                                "--tls-verify=false",
                                "docker://" + registry.name() + "/ns/openstack-" + image.name() + ":1"))
                        .satisfies(config -> assertThat(Digest.of(config.getBytes(UTF_8)))
                                .as(image.name())
                                .hasToString(image.id()));
            }
            assertThat(push(registry, images).images()).allMatch(image -> image.status() == PushStatus.UNCHANGED);
        }
    }

    @Test
    void mountsWhatTheBaseHasInTheSameRegistry() throws Exception {
        LayoutImage base = image(List.of(layer("base")));
        Layer own = layer("own");
        LayoutImage child = image(List.of(base.layers().get(0), own));
        LayoutImage grandchild = image(List.of(base.layers().get(0), own, layer("more")));
        try (LocalRegistry registry = LocalRegistry.start(directory)) {
            push(registry, List.of(built("os", "elsewhere/base/os:1", base, "scratch")));
            String pulled = registry.name() + "/elsewhere/base/os:1";

            PushResult result = push(
                    registry,
                    List.of(
                            built("child", PushFixture.NAMESPACE + "child:1", child, pulled),
                            built(
                                    "grandchild",
                                    PushFixture.NAMESPACE + "grandchild:1",
                                    grandchild,
                                    PushFixture.NAMESPACE + "child:1")));

            assertThat(result.isComplete()).isTrue();
            assertThat(result.images().get(0).traffic())
                    .isEqualTo(new Traffic(
                            own.blob().size() + child.configBlob().size(),
                            base.layers().get(0).blob().size(),
                            0));
        }
    }

    @Test
    void sendsWhatTheBaseDoesNotHave() throws Exception {
        LayoutImage image = image(List.of(layer("own")));
        try (LocalRegistry registry = LocalRegistry.start(directory)) {
            PushResult result = push(
                    registry,
                    List.of(built("own", PushFixture.NAMESPACE + "own:1", image, registry.name() + "/no/such:1")));

            assertThat(result.isComplete()).isTrue();
            assertThat(result.traffic().mounted()).isZero();
        }
    }

    private PushResult push(LocalRegistry registry, List<BuiltImage> images) throws Exception {
        return fixture.push(registry.name(), images, Optional.empty(), List.of(), false, false);
    }

    private Layer layer(String content) throws Exception {
        return layout.writeLayer(
                LayerDraft.of(Map.of(
                        content, new Node.File(new Attributes(0644, 0, 0), Content.of(content.getBytes(UTF_8))))),
                new LayerWriter(Instant.EPOCH),
                LayerPacking.fast(),
                ImageFormat.OCI);
    }

    private LayoutImage image(List<Layer> layers) throws Exception {
        String ids = layers.stream().map(layer -> "\"" + layer.diffId() + "\"").collect(Collectors.joining(","));
        return layout.writeImage(
                new ObjectMapper()
                        .readTree("{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{},"
                                + "\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[" + ids + "]}}"),
                layers,
                ImageFormat.OCI,
                new TreeMap<>());
    }

    private BuiltImage built(String name, String reference, LayoutImage image, String parent) throws Exception {
        layout.index().write(reference, image.manifest());
        return new BuiltImage(
                name,
                reference,
                Optional.of(parent),
                image.manifest().digest().toString(),
                image.configBlob().digest().toString());
    }
}

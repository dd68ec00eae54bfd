package io.github.tcib.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tcib.model.ImageName;
import io.github.tcib.model.ImageTree;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which images are rendered and built, what they are called, and what they are built on. */
class SelectionTest {

    @TempDir
    Path directory;

    private LayoutFixture layout;

    @BeforeEach
    void makeLayout() {
        layout = new LayoutFixture(directory)
                .file("base/base.yaml", "tcib_user: a")
                .file("base/os/os.yaml", "tcib_user: a")
                .file("base/os/keystone/keystone.yaml", "tcib_user: a")
                .file("base/os/folder/nova-base/nova.yaml", "tcib_user: a")
                .file("base/os/folder/nova-base/nova-api/nova.yaml", "tcib_user: a")
                .file("base/redis/redis.yaml", "tcib_user: a")
                .file("base/valkey/valkey.yaml", "tcib_user: a");
    }

    @Test
    void rendersEveryImageWithoutAList() throws LayoutException {
        assertThat(layout.rendered())
                .containsExactly("base", "os", "redis", "valkey", "keystone", "nova-base", "nova-api");
    }

    @Test
    void rendersTheListWithAncestors() throws LayoutException {
        layout.list("""
                container_images:
                - imagename: quay.io/ns/openstack-nova-api:tag
                - imagename: other/ns/openstack-unknown:tag
                  image_source: ceph
                - imagename: quay.io/ns/centos-binary-redis@sha256:abc
                  image_source: tripleo
                """);

        assertThat(layout.rendered()).containsExactly("base", "os", "redis", "nova-base", "nova-api");
    }

    @ParameterizedTest
    @CsvSource({
        "quay.io/ns/openstack-nova-api:tag, nova-api",
        "host:5000/ns/centos-binary-nova-api@sha256:00, nova-api",
        "ns/ubi8-source-x, x",
        "rhel-rhos-openstack-x:1, openstack-x",
        "binary-x, x",
        "openstackclient, openstackclient",
        "openstack-centos-x, centos-x",
        "nova-api, nova-api"
    })
    void readsTheImagesNameOutOfAReference(String reference, String name) {
        assertThat(ImageList.nameIn(reference)).isEqualTo(name);
    }

    @Test
    void narrowsByNamesAndGlobsAndBringsAncestors() throws LayoutException {
        layout.filter.add("keystone");
        assertThat(layout.rendered()).containsExactly("base", "os", "keystone");

        layout.filter.add("nova-*");
        assertThat(layout.rendered()).containsExactly("base", "os", "keystone", "nova-base", "nova-api");
    }

    @Test
    void theCommandLineNarrowsWhatThePomChose() throws LayoutException {
        layout.images.add("nova-api");
        layout.filter.add("nova-b*");
        assertThat(layout.rendered()).containsExactly("base", "os", "nova-base");

        layout.filter.add("keystone");
        assertThat(layout.problems())
                .containsExactly("tcib.images: 'keystone' is an image of the layout, but not among the images that were"
                        + " chosen; add it to the image list, or to 'images' in the POM");
    }

    @Test
    void excludesAlwaysWinAndChildrenUseTheReferenceAsItStands() throws LayoutException {
        layout.excludes.add("nova-base");
        layout.filter.add("nova-api");
        ImageTree tree = layout.read();

        assertThat(tree.graph().images())
                .singleElement()
                .satisfies(image -> assertThat(image.name().value()).isEqualTo("nova-api"));
        assertThat(layout.containerfile("nova-api")).startsWith("FROM localhost/ns/openstack-nova-base:t1\n");
        assertThat(tree.notes())
                .containsExactly(
                        "nova-base is excluded: nova-api uses localhost/ns/openstack-nova-base:t1 as it stands");
        assertThat(tree.excluded()).hasToString("{nova-base=excluded by tcib.excludes}");
    }

    @Test
    void warnsOfAnExcludeThatMatchesNothing() throws LayoutException {
        layout.excludes.add("keyston");

        assertThat(layout.read().warnings())
                .singleElement()
                .hasToString("tcib.excludes: there is no image 'keyston' in the layout; did you mean 'keystone'?");
    }

    @Test
    void buildsRedisBeforeRelease10AndValkeyFromThenOn() throws LayoutException {
        assertThat(layout.read().leftOut().keySet()).containsExactly(new ImageName("valkey"));

        layout.release = "8";
        assertThat(layout.read().leftOut().keySet()).containsExactly(new ImageName("valkey"));

        layout.release = "10";
        assertThat(layout.read().leftOut().keySet()).containsExactly(new ImageName("redis"));
        assertThat(layout.rendered()).contains("redis", "valkey");
    }

    @Test
    void excludingRedisDoesNotDropValkey() throws LayoutException {
        layout.release = "10";
        layout.excludes.add("redis");

        assertThat(layout.rendered()).contains("valkey").doesNotContain("redis");
        assertThat(layout.read().leftOut()).isEmpty();
    }

    @Test
    void theParentIsTheNearestDirectoryAboveThatIsAnImage() throws LayoutException {
        assertThat(layout.containerfile("base")).startsWith("FROM centos:stream9\n");
        assertThat(layout.containerfile("os")).startsWith("FROM localhost/ns/openstack-base:t1\n");
        assertThat(layout.containerfile("nova-base")).startsWith("FROM localhost/ns/openstack-os:t1\n");
    }

    @Test
    void aTcibFromThatIsAnImageOfTheLayoutMakesItTheParent() throws LayoutException {
        layout.file("side/side.yaml", "tcib_from: localhost/ns/openstack-os:{{ 't1' }}\n");
        layout.filter.add("side");

        assertThat(layout.rendered()).containsExactly("base", "os", "side");
        assertThat(layout.read().graph().parentOf(new ImageName("side"))).contains(new ImageName("os"));
    }

    @Test
    void faultsOfImagesThatAreNotAskedForDoNotMatter() throws LayoutException {
        layout.file("base/broken/broken.yaml", "tcib_user: '{{ nowhere }}'\n");
        layout.filter.add("keystone");

        assertThat(layout.rendered()).containsExactly("base", "os", "keystone");
    }
}

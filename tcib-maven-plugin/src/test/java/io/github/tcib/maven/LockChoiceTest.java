package io.github.tcib.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tcib.build.TestTree;
import io.github.tcib.locked.LockedPackages;
import io.github.tcib.model.ImageTree;
import java.net.ProxySelector;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lock that is not one for the images to be built. */
class LockChoiceTest {

    private static final Path LOCK = Path.of("src/test/resources/formats/tcib.lock-1.yaml");

    @TempDir
    private Path directory;

    @Test
    void asksForALockOfThePlatform() {
        TestTree tree = new TestTree(directory).base("api", "example.org/base:1", "RUN dnf install -y httpd");
        assertThatThrownBy(() -> read(tree, "s390x"))
                .isInstanceOf(MojoFailureException.class)
                .hasMessage(
                        LOCK + " has no packages for s390x; run tcib:lock for that platform, or set tcib.locked=false");
    }

    @Test
    void namesTheImagesThatAskForOtherPackagesNow() {
        TestTree tree = new TestTree(directory);
        for (int i = 0; i < 10; i++) {
            tree.base("image" + i, "example.org/base:1", "RUN dnf install -y httpd");
        }
        assertThatThrownBy(() -> read(tree, "x86_64"))
                .isInstanceOf(MojoFailureException.class)
                .hasMessage(LOCK + " is older than the layout: what it has of image0, image1, image2, image3, image4,"
                        + " image5, image6, image7 and 2 more is not what the layout asks for; run tcib:lock");
    }

    @Test
    void takesALockForImagesThatAskForNoPackages() throws Exception {
        TestTree tree = new TestTree(directory).base("api", "example.org/base:1", "LABEL a=b");
        assertThat(read(tree, "x86_64")).isPresent();
    }

    private Optional<LockedPackages> read(TestTree tree, String machine) throws Exception {
        return LockChoice.AUTO.read(
                LOCK,
                machine,
                new ImageTree(tree.graph(), new TreeMap<>(), new TreeMap<>(), List.of(), List.of()),
                tree.request(TestTree.settings()),
                new LockedPackages.Settings(
                        directory.resolve("cache"), true, true, ProxySelector.getDefault(), note -> {}, warning -> {}));
    }
}

package io.github.tcib.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.tcib.containerfile.ContainerfileWriter;
import io.github.tcib.model.ImageName;
import io.github.tcib.model.ImageNaming;
import io.github.tcib.model.ImageTree;
import io.github.tcib.model.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A small layout in a temporary directory, and the settings it is read with. */
final class LayoutFixture {

    final Path directory;
    final Path layout;
    final List<String> images = new ArrayList<>();
    final List<String> filter = new ArrayList<>();
    final List<String> excludes = new ArrayList<>();
    final Map<String, String> extras = new LinkedHashMap<>();
    final Map<String, String> labels = new LinkedHashMap<>();
    final Map<String, String> rhelModules = new LinkedHashMap<>();
    ImageNaming naming = new ImageNaming("localhost", "ns", "openstack", "t1");
    String release = "9";
    String distro = "centos";
    Optional<Path> containersFile = Optional.empty();
    Optional<Path> extraConfig = Optional.empty();

    LayoutFixture(Path directory) {
        this.directory = directory;
        this.layout = directory.resolve("tcib");
    }

    /** Writes a file of the layout. */
    LayoutFixture file(String path, String text) {
        return write(layout.resolve(path), text.getBytes(StandardCharsets.UTF_8));
    }

    LayoutFixture write(Path file, byte[] content) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    LayoutFixture list(String text) {
        Path file = directory.resolve("containers.yaml");
        containersFile = Optional.of(file);
        return write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    LayoutFixture extraConfig(String text) {
        Path file = directory.resolve("extra.yaml");
        extraConfig = Optional.of(file);
        return write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    ImageTree read() throws LayoutException {
        return new LayoutReader(settings(), Map.of("HOME", "/home/builder")).read();
    }

    /** The Containerfile of an image without its header. */
    String containerfile(String image) throws LayoutException {
        String text = ContainerfileWriter.write(read().graph().image(new ImageName(image)));
        return text.substring(text.indexOf('\n') + 1);
    }

    /** The names of the images that are rendered. */
    List<String> rendered() throws LayoutException {
        return read().graph().images().stream()
                .map(image -> image.name().value())
                .toList();
    }

    /** What is wrong, one line a problem. */
    List<String> problems() {
        LayoutException e = catchThrowableOfType(LayoutException.class, this::read);
        assertThat(e).as("the layout is refused").isNotNull();
        return e.problems().stream().map(Problem::toString).toList();
    }

    LayoutSettings settings() {
        return new LayoutSettings(
                layout,
                directory,
                directory.resolve("target/tcib/context"),
                new LayoutSettings.Choice(containersFile, images, filter, excludes),
                new LayoutSettings.Distribution("centos:stream9", distro, release, "x86_64"),
                new LayoutSettings.Overrides(extras, rhelModules, labels, extraConfig),
                naming);
    }
}

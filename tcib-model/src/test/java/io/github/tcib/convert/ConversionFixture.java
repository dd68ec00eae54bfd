package io.github.tcib.convert;

import io.github.tcib.containerfile.ContainerfileWriter;
import io.github.tcib.layout.LayoutException;
import io.github.tcib.layout.LayoutReader;
import io.github.tcib.layout.LayoutSettings;
import io.github.tcib.model.ImageName;
import io.github.tcib.model.ImageNaming;
import io.github.tcib.model.ImageTree;
import io.github.tcib.model.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;

/** Containerfiles in a temporary directory, what they convert to, and what is generated from that. */
final class ConversionFixture {

    final Path directory;
    final Path source;
    final Path target;
    ImageNaming naming = new ImageNaming("localhost", "ns", "openstack", "t1");

    ConversionFixture(Path directory) {
        this.directory = directory;
        this.source = directory.resolve("containers");
        this.target = directory.resolve("tcib");
    }

    ConversionFixture file(String path, String... lines) throws IOException {
        Path file = source.resolve(path);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, String.join("\n", lines) + "\n", StandardCharsets.UTF_8);
        return this;
    }

    ConversionSettings settings() {
        return new ConversionSettings(source, target, directory, "centos:stream9", naming);
    }

    Conversion convert() throws LayoutException {
        return new ContainerfileConverter(settings()).read();
    }

    String yaml(String image) throws LayoutException {
        return convert().images().stream()
                .filter(converted -> converted.name().equals(new ImageName(image)))
                .findFirst()
                .orElseThrow()
                .yaml();
    }

    List<String> warnings() throws LayoutException {
        return convert().warnings().stream().map(Problem::toString).toList();
    }

    List<String> notes() throws LayoutException {
        return convert().notes().stream().map(Problem::toString).toList();
    }

    List<String> problems() {
        LayoutException e = Assertions.catchThrowableOfType(LayoutException.class, this::convert);
        Assertions.assertThat(e).as("the Containerfiles are refused").isNotNull();
        return e.problems().stream().map(Problem::toString).toList();
    }

    int write(boolean overwrite) throws LayoutException, IOException {
        return new LayoutFiles(settings(), overwrite).write(convert());
    }

    /** Converts, writes, reads the layout and gives what an image's Containerfile is then, without its header. */
    List<String> generated(String image) throws LayoutException, IOException {
        write(true);
        String text = ContainerfileWriter.write(generate().graph().image(new ImageName(image)));
        return text.lines().skip(1).toList();
    }

    ImageTree generate() throws LayoutException {
        return new LayoutReader(
                        new LayoutSettings(
                                target,
                                directory,
                                directory.resolve("context"),
                                LayoutSettings.Choice.everything(),
                                new LayoutSettings.Distribution("centos:stream9", "centos", "9", "x86_64"),
                                LayoutSettings.Overrides.none(),
                                naming),
                        Map.of())
                .read();
    }
}

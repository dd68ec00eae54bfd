package io.github.tcib.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.tcib.SharedData;
import io.github.tcib.containerfile.ContainerfileReader;
import io.github.tcib.containerfile.ContainerfileWriter;
import io.github.tcib.layout.LayoutReader;
import io.github.tcib.layout.LayoutSettings;
import io.github.tcib.model.ImageDefinition;
import io.github.tcib.model.ImageNaming;
import io.github.tcib.model.Instruction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The Containerfiles of the reference, converted to a layout and generated again, have the same instructions. */
class RoundTripTest {

    private static final int CONTAINERFILES = 103;
    private static final ImageNaming NAMING =
            new ImageNaming("localhost", "podified-master-centos9", "openstack", "current-podified");

    @TempDir
    static Path directory;

    @TestFactory
    Stream<DynamicTest> generatesTheInstructionsThatWereConverted() throws Exception {
        Path expected = SharedData.path("corpus/podified/expected");
        Map<String, ImageDefinition> generated = generate(expected);
        List<Path> files;
        try (Stream<Path> walk = Files.walk(expected)) {
            files = walk.filter(file -> file.endsWith("Containerfile")).sorted().toList();
        }
        assertThat(files).hasSize(CONTAINERFILES);
        return files.stream().map(file -> {
            String path = expected.relativize(file.getParent()).toString();
            return dynamicTest(path, () -> {
                assertThat(generated).containsKey(path);
                assertThat(linesOf(generated.get(path).instructions()))
                        .containsExactlyElementsOf(
                                linesOf(ContainerfileReader.read(Files.readString(file), file.toString())));
            });
        });
    }

    @Test
    void liftsThePackagesOfEveryImageThatInstallsAny() throws Exception {
        Path expected = SharedData.path("corpus/podified/expected");
        Conversion conversion = new ContainerfileConverter(settings(expected)).read();

        assertThat(conversion.images()).hasSize(CONTAINERFILES);
        assertThat(conversion.warnings()).isEmpty();
        assertThat(conversion.notes()).isEmpty();
        assertThat(conversion.images())
                .filteredOn(image -> read(image.source()).matches("(?s).*dnf (-y install|install -y) .*"))
                .hasSizeGreaterThan(90)
                .allSatisfy(image -> assertThat(image.yaml()).contains("tcib_packages:\n  common:\n  - "));
        assertThat(conversion.images()).noneMatch(image -> image.yaml().contains("tcib_from:"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Map<String, ImageDefinition> generate(Path expected) throws Exception {
        ConversionSettings settings = settings(expected);
        new LayoutFiles(settings, false).write(new ContainerfileConverter(settings).read());
        Map<String, ImageDefinition> byPath = new TreeMap<>();
        new LayoutReader(
                        new LayoutSettings(
                                settings.target(),
                                directory,
                                directory.resolve("context"),
                                LayoutSettings.Choice.everything(),
                                new LayoutSettings.Distribution("centos:stream9", "centos", "9", "x86_64"),
                                LayoutSettings.Overrides.none(),
                                NAMING),
                        Map.of())
                .read()
                .graph()
                .images()
                .forEach(image -> byPath.put(image.path(), image));
        return byPath;
    }

    private static ConversionSettings settings(Path expected) {
        return new ConversionSettings(expected, directory.resolve("tcib"), directory, "centos:stream9", NAMING);
    }

    private static List<String> linesOf(List<Instruction> instructions) {
        return instructions.stream().map(ContainerfileWriter::write).toList();
    }
}

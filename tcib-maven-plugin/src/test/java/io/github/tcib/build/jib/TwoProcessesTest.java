package io.github.tcib.build.jib;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tcib.build.TestTree;
import io.github.tcib.oci.Descriptor;
import io.github.tcib.oci.Layer;
import io.github.tcib.oci.LayoutImage;
import io.github.tcib.oci.OciLayout;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two JVMs that write to one layout at once. */
class TwoProcessesTest {

    private static final List<String> NAMES = List.of("left", "right");

    @TempDir
    Path directory;

    @Test
    void treesOfTwoProcessesBothStandInTheLayout() throws Exception {
        assertThat(run("tree"))
                .allSatisfy(output ->
                        assertThat(output).hasSize(WriterMain.IMAGES).allMatch(line -> line.endsWith(" built")));
        assertHoldsBoth();
        assertThat(run("tree"))
                .allSatisfy(output ->
                        assertThat(output).hasSize(WriterMain.IMAGES).allMatch(line -> line.endsWith(" cached")));
    }

    @Test
    void writersOfTwoProcessesKeepEachOthersNamesAndBlobs() throws Exception {
        Files.createDirectories(directory.resolve("context"));
        Files.writeString(directory.resolve("context/same"), "the same in both");
        run("images");
        assertHoldsBoth();
    }

    /** Lets both go once both are up, and gives what they printed. */
    private List<List<String>> run(String mode) throws Exception {
        List<Process> processes = new ArrayList<>();
        List<BufferedReader> readers = new ArrayList<>();
        try {
            for (String name : NAMES) {
                Process process = start(mode, name);
                processes.add(process);
                readers.add(
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)));
            }
            for (BufferedReader reader : readers) {
                assertThat(reader.readLine()).isEqualTo(WriterMain.READY);
            }
            for (Process process : processes) {
                process.getOutputStream().write('\n');
                process.getOutputStream().flush();
            }
            List<List<String>> outputs = new ArrayList<>();
            for (int i = 0; i < processes.size(); i++) {
                List<String> output = readers.get(i).lines().toList();
                assertThat(processes.get(i).waitFor()).as(output.toString()).isZero();
                outputs.add(output);
            }
            return outputs;
        } finally {
            processes.forEach(Process::destroyForcibly);
        }
    }

    private Process start(String mode, String name) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        WriterMain.class.getName(),
                        mode,
                        directory.toString(),
                        name)
                .redirectErrorStream(true)
                .start();
    }

    private void assertHoldsBoth() throws Exception {
        OciLayout layout = OciLayout.open(directory.resolve("layout"));
        Map<String, List<Descriptor>> index = layout.index().read();
        assertThat(index.keySet())
                .containsExactlyInAnyOrderElementsOf(NAMES.stream()
                        .flatMap(name -> IntStream.range(0, WriterMain.IMAGES)
                                .mapToObj(i -> TestTree.referenceOf(WriterMain.imageOf(name, i))))
                        .collect(Collectors.toList()));
        Set<String> used = new HashSet<>();
        for (List<Descriptor> manifests : index.values()) {
            assertThat(manifests).hasSize(1);
            LayoutImage image = layout.readImage(manifests.get(0), JibTree.PLATFORM);
            List<Descriptor> blobs = new ArrayList<>(List.of(image.manifest(), image.configBlob()));
            image.layers().stream().map(Layer::blob).forEach(blobs::add);
            for (Descriptor blob : blobs) {
                used.add(blob.digest().hex());
                try (InputStream verified = layout.openBlob(blob)) {
                    verified.transferTo(OutputStream.nullOutputStream());
                }
            }
        }
        try (Stream<Path> files = Files.list(directory.resolve("layout/blobs/sha256"))) {
            assertThat(files.map(file -> file.getFileName().toString())).hasSameElementsAs(used);
        }
    }
}

package io.github.tcib.file;

import io.github.tcib.oci.ImageFormat;
import io.github.tcib.oci.LayerPacking;
import io.github.tcib.oci.LayoutImage;
import io.github.tcib.oci.OciLayout;
import io.github.tcib.sarif.SarifReport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

/** Writes files of the plugin's kinds below a directory; run by a shell with another umask. */
final class WriterMain {

    private WriterMain() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        AtomicFile.write(directory.resolve("results/result.json"), new byte[10]);
        AtomicFile.writeIfChanged(directory.resolve("results/other.json"), new byte[10]);
        OciLayout layout = OciLayout.create(directory.resolve("oci"));
        LayoutImage image = layout.writeImage(
                "{\"architecture\":\"amd64\",\"os\":\"linux\",\"rootfs\":{\"diff_ids\":[]}}"
                        .getBytes(StandardCharsets.UTF_8),
                List.of(layout.writeLayer(out -> out.write(new byte[1024]), LayerPacking.gzip(1), ImageFormat.OCI)),
                ImageFormat.OCI,
                new TreeMap<>());
        layout.index().write("name", image.manifest());
        new SarifReport("1", directory).write(List.of(), directory.resolve("validate.sarif"));
        try (UnfinishedFile unfinished = UnfinishedFile.create(directory)) {
            unfinished.stream().write(1);
            System.out.println(java.nio.file.attribute.PosixFilePermissions.toString(
                    java.nio.file.Files.getPosixFilePermissions(unfinished.path())));
        }
    }
}

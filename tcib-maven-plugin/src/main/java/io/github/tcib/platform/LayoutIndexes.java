package io.github.tcib.platform;

import io.github.tcib.build.ImageResult;
import io.github.tcib.oci.Descriptor;
import io.github.tcib.oci.OciLayout;
import io.github.tcib.oci.Platform;
import io.github.tcib.oci.PlatformIndex;
import io.github.tcib.platform.PlatformResults.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Joins the images of all platforms that lie in an OCI layout: an index for each, under the name it has in registries. */
public final class LayoutIndexes {

    private LayoutIndexes() {}

    /**
     * Writes an index for each image that the layout has for all platforms; others are left as they are.
     *
     * @param gathered whether images that were built elsewhere were taken over into the layout
     */
    public static void write(Path directory, List<Outcome> outcomes, boolean gathered) throws IOException {
        if (outcomes.isEmpty() || !Files.exists(directory.resolve("oci-layout"))) {
            return;
        }
        OciLayout layout = OciLayout.open(directory);
        for (Map.Entry<String, String> image : outcomes.get(0).references().entrySet()) {
            Map<Platform, Descriptor> manifests = new LinkedHashMap<>();
            for (Outcome outcome : outcomes) {
                find(layout, outcome, image.getKey(), gathered)
                        .ifPresent(manifest -> manifests.put(outcome.target().platform(), manifest));
            }
            if (manifests.size() == outcomes.size()) {
                PlatformIndex.of(manifests).writeTo(layout, image.getValue());
            }
        }
    }

    private static Optional<Descriptor> find(OciLayout layout, Outcome outcome, String name, boolean gathered)
            throws IOException {
        Optional<ImageResult> result = outcome.result().images().stream()
                .filter(image -> image.image().value().equals(name))
                .findFirst();
        Optional<String> digest = result.flatMap(ImageResult::stored).map(stored -> stored.digest());
        if (digest.isEmpty()) {
            return Optional.empty();
        }
        return layout.index()
                .find(result.flatMap(ImageResult::reference).orElse(""))
                .filter(manifest -> gathered || manifest.digest().toString().equals(digest.get()));
    }
}

package io.github.tcib.size.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.tcib.oci.Descriptor;
import io.github.tcib.oci.Digest;
import io.github.tcib.oci.MediaTypes;
import io.github.tcib.registry.ImageReference;
import io.github.tcib.registry.Registries;
import io.github.tcib.registry.Repository;
import io.github.tcib.size.TarFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** Puts images whose layers were made by hand into a real registry. */
final class RegistryImages {

    private final Registries registries;
    private final Path directory;
    private final Map<String, List<Layer>> layers = new HashMap<>();

    RegistryImages(Registries registries, Path directory) {
        this.registries = registries;
        this.directory = directory;
    }

    record Layer(Digest diffId, Descriptor blob, long unpackedBytes) {}

    /** The layers of an image that was put there. */
    List<Layer> layersOf(String reference) {
        return layers.getOrDefault(reference, List.of());
    }

    long packedBytes(String reference) {
        return layersOf(reference).stream()
                .mapToLong(layer -> layer.blob().size())
                .sum();
    }

    /** Puts an image with the layers of another and some more. */
    Digest put(String reference, String parent, TarFile... own) throws Exception {
        ImageReference parsed = ImageReference.parse(reference);
        byte[] manifest = manifest(reference, parent, own);
        registries.repository(parsed).putManifest(parsed.selector(), MediaTypes.OCI_MANIFEST, manifest);
        return Digest.of(manifest);
    }

    /** Puts an index with one image for each platform's architecture. */
    void putIndex(String reference, Map<String, TarFile> byArchitecture) throws Exception {
        ImageReference parsed = ImageReference.parse(reference);
        Repository repository = registries.repository(parsed);
        List<Map<String, Object>> manifests = new ArrayList<>();
        for (Map.Entry<String, TarFile> entry : byArchitecture.entrySet()) {
            byte[] manifest = manifest(reference + "-" + entry.getKey(), "", entry.getValue());
            repository.putManifest(Digest.of(manifest).toString(), MediaTypes.OCI_MANIFEST, manifest);
            Map<String, Object> listed =
                    descriptor(new Descriptor(MediaTypes.OCI_MANIFEST, Digest.of(manifest), manifest.length));
            listed.put("platform", Map.of("os", "linux", "architecture", entry.getKey()));
            manifests.add(listed);
        }
        repository.putManifest(
                parsed.selector(),
                MediaTypes.OCI_INDEX,
                new JsonMapper()
                        .writeValueAsBytes(
                                Map.of("schemaVersion", 2, "mediaType", MediaTypes.OCI_INDEX, "manifests", manifests)));
    }

    private byte[] manifest(String reference, String parent, TarFile... own) throws Exception {
        Repository repository = registries.repository(ImageReference.parse(reference));
        List<Layer> all = new ArrayList<>(layersOf(parent));
        for (Layer inherited : all) {
            repository.pushBlob(
                    inherited.blob(),
                    directory.resolve(inherited.blob().digest().hex()),
                    Optional.empty());
        }
        for (TarFile tar : own) {
            byte[] bytes = tar.bytes();
            Descriptor blob = push(repository, MediaTypes.OCI_LAYER_GZIP, packed(bytes));
            all.add(new Layer(Digest.of(bytes), blob, bytes.length));
        }
        layers.put(reference, all);
        byte[] config = new JsonMapper()
                .writeValueAsBytes(Map.of(
                        "os",
                        "linux",
                        "rootfs",
                        Map.of(
                                "type",
                                "layers",
                                "diff_ids",
                                all.stream()
                                        .map(layer -> layer.diffId().toString())
                                        .toList())));
        Descriptor configBlob = push(repository, MediaTypes.OCI_CONFIG, config);
        return new JsonMapper()
                .writeValueAsString(Map.of(
                        "schemaVersion",
                        2,
                        "mediaType",
                        MediaTypes.OCI_MANIFEST,
                        "config",
                        descriptor(configBlob),
                        "layers",
                        all.stream().map(layer -> descriptor(layer.blob())).toList()))
                .getBytes(UTF_8);
    }

    private Descriptor push(Repository repository, String type, byte[] content) throws Exception {
        Descriptor blob = new Descriptor(type, Digest.of(content), content.length);
        Path file = Files.write(directory.resolve(blob.digest().hex()), content);
        repository.pushBlob(blob, file, Optional.empty());
        return blob;
    }

    private static byte[] packed(byte[] tar) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(tar);
        }
        return packed.toByteArray();
    }

    private static Map<String, Object> descriptor(Descriptor blob) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("mediaType", blob.mediaType());
        json.put("digest", blob.digest().toString());
        json.put("size", blob.size());
        return json;
    }
}

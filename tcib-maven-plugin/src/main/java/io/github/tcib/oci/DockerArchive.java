package io.github.tcib.oci;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads images from a file that {@code docker save} or {@code docker-archive:} made: a tar file with {@code manifest.json},
 * configs and layers. It may itself be packed.
 */
public final class DockerArchive {

    private static final String MANIFEST = "manifest.json";
    private static final int LARGEST_JSON = 16 << 20;
    /** Of all JSON together, which is kept in memory until it is known what of it is needed. */
    private static final int MOST_JSON = 128 << 20;

    private static final int MOST_LINKS = 10;
    private static final int BUFFER = 1 << 16;

    private final Path file;

    public DockerArchive(Path file) {
        this.file = file;
    }

    /** An image as the archive lists it. */
    private record Listed(String config, List<String> layers, List<String> tags) {}

    /** What a part of the archive is: a blob of some media type, now in the layout. */
    private record Copied(Descriptor blob, Digest diffId) {}

    /**
     * Copies an image into a layout.
     *
     * @param reference which one, as the archive names it; not needed when there is only one
     * @throws OciException when there is no such image or more than one to choose from, or the archive is damaged
     */
    public LayoutImage copyTo(OciLayout layout, Optional<String> reference, Platform platform) throws IOException {
        Map<String, byte[]> small = new HashMap<>();
        Map<String, String> links = new HashMap<>();
        readIndex(small, links);
        Listed image = select(listed(small), reference);
        byte[] rawConfig = small.get(resolve(image.config(), links));
        if (rawConfig == null) {
            throw new OciException("the archive '" + file + "' lacks the config '" + image.config() + "'");
        }
        JsonNode config = Json.read(rawConfig, "the config in '" + file + "'");
        checkPlatform(config, platform);
        List<Layer> layers =
                copyLayers(layout, image, links, config.path("rootfs").path("diff_ids"));
        Descriptor configBlob = layout.writeBlob(MediaTypes.DOCKER_CONFIG, rawConfig);
        byte[] manifest = Json.write(Manifest.of(ImageFormat.DOCKER, configBlob, layers, new TreeMap<>()));
        Descriptor manifestBlob = layout.writeBlob(MediaTypes.DOCKER_MANIFEST, manifest);
        return new LayoutImage(manifestBlob, configBlob, config, layers);
    }

    /** Reads what is small enough to be JSON, and where links lead; layers are left for later. */
    private void readIndex(Map<String, byte[]> small, Map<String, String> links) throws IOException {
        long left = MOST_JSON;
        try (TarReader tar = open()) {
            for (Optional<TarEntry> next = tar.next(); next.isPresent(); next = tar.next()) {
                TarEntry entry = next.get();
                String path = RootPath.of(entry.name());
                if (entry.kind() == TarEntry.Kind.SYMLINK) {
                    links.put(path, RootPath.of(RootPath.parentOf(path) + "/" + entry.linkTarget()));
                } else if (entry.kind() == TarEntry.Kind.HARD_LINK) {
                    links.put(path, RootPath.of(entry.linkTarget()));
                } else if (entry.kind() == TarEntry.Kind.FILE && entry.size() <= LARGEST_JSON && isJson(path)) {
                    PushbackInputStream content = new PushbackInputStream(tar.content());
                    if (startsAsJson(content)) {
                        left -= entry.size();
                        if (left < 0) {
                            throw new OciException("the archive '" + file + "' has more than " + MOST_JSON
                                    + " bytes of JSON, which is the limit");
                        }
                        small.put(path, content.readAllBytes());
                    }
                }
            }
        }
    }

    /** Configs are called {@code <digest>.json}, or lie under blobs in archives of newer tools. */
    private static boolean isJson(String path) {
        return path.endsWith(".json") || path.startsWith("blobs/");
    }

    /** Small layers lie under blobs too. */
    private static boolean startsAsJson(PushbackInputStream content) throws IOException {
        int first = content.read();
        if (first >= 0) {
            content.unread(first);
        }
        return first >= 0 && "{[ \t\r\n".indexOf(first) >= 0;
    }

    private List<Listed> listed(Map<String, byte[]> small) throws IOException {
        byte[] manifest = small.get(MANIFEST);
        if (manifest == null) {
            throw new OciException("'" + file + "' is not a docker archive: it has no " + MANIFEST);
        }
        JsonNode json = Json.readArray(manifest, MANIFEST + " in '" + file + "'");
        List<Listed> images = new ArrayList<>();
        for (JsonNode image : json) {
            images.add(new Listed(
                    RootPath.of(image.path("Config").asText()),
                    texts(image.path("Layers")).stream().map(RootPath::of).toList(),
                    texts(image.path("RepoTags"))));
        }
        return images;
    }

    private Listed select(List<Listed> images, Optional<String> reference) throws OciException {
        List<Listed> candidates = reference.isEmpty()
                ? images
                : images.stream()
                        .filter(image -> image.tags().stream().anyMatch(tag -> isSame(tag, reference.get())))
                        .toList();
        if (candidates.size() == 1) {
            return candidates.get(0);
        }
        List<String> tags =
                images.stream().flatMap(image -> image.tags().stream()).toList();
        String offered = tags.isEmpty() ? "no named image" : String.join(", ", tags);
        throw new OciException(
                reference.isPresent()
                        ? "the archive '" + file + "' has no image '" + reference.get() + "', but " + offered
                        : "the archive '" + file + "' has " + images.size() + " images (" + offered
                                + "); name one: docker-archive:" + file + ":<name>:<tag>");
    }

    private static boolean isSame(String tag, String reference) {
        return tag.equals(reference) || tag.endsWith("/" + reference) || tag.equals(reference + ":latest");
    }

    private List<Layer> copyLayers(OciLayout layout, Listed image, Map<String, String> links, JsonNode diffIds)
            throws IOException {
        if (diffIds.isObject() || diffIds.size() != image.layers().size()) {
            throw new OciException("the archive '" + file + "' is damaged: the number of layers is "
                    + image.layers().size() + " in its list and " + diffIds.size() + " in the config");
        }
        Set<String> wanted = new LinkedHashSet<>();
        for (String layer : image.layers()) {
            wanted.add(resolve(layer, links));
        }
        Map<String, Copied> copied = new HashMap<>();
        try (TarReader tar = open()) {
            for (Optional<TarEntry> next = tar.next(); next.isPresent(); next = tar.next()) {
                TarEntry entry = next.get();
                String path = RootPath.of(entry.name());
                if (entry.kind() == TarEntry.Kind.FILE && wanted.contains(path) && !copied.containsKey(path)) {
                    copied.put(path, copy(layout, tar.content()));
                }
            }
        }
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < diffIds.size(); i++) {
            String path = resolve(image.layers().get(i), links);
            Copied layer = copied.get(path);
            if (layer == null) {
                throw new OciException("the archive '" + file + "' lacks the layer '" + path + "'");
            }
            Digest expected = Digest.parse(diffIds.get(i).asText());
            if (!layer.diffId().equals(expected)) {
                throw new OciException(
                        "layer '" + path + "' in the archive '" + file + "' is damaged: its content has the digest "
                                + layer.diffId() + " and not " + expected + "; save the image again");
            }
            layers.add(new Layer(layer.blob(), layer.diffId()));
        }
        return layers;
    }

    private static Copied copy(OciLayout layout, InputStream content) throws IOException {
        BufferedInputStream in = new BufferedInputStream(content, BUFFER);
        Compression compression = Compression.read(in);
        Descriptor blob = layout.writeBlob(ImageFormat.DOCKER.layerType(compression), in::transferTo);
        try (DigestInputStream unpacked =
                new DigestInputStream(Compression.unpack(layout.openBlob(blob)), Digest.sha256())) {
            unpacked.transferTo(OutputStream.nullOutputStream());
            return new Copied(blob, Digest.of(unpacked.getMessageDigest()));
        }
    }

    private void checkPlatform(JsonNode config, Platform platform) throws OciException {
        Platform found = LayoutImage.platformOf(config);
        if (!platform.accepts(found)) {
            throw new OciException("the image in '" + file + "' is for " + found + ", not for " + platform
                    + "; choose another base or set tcib.platform");
        }
    }

    private TarReader open() throws IOException {
        return new TarReader(new BufferedInputStream(
                Compression.unpack(new BufferedInputStream(Files.newInputStream(file), BUFFER)), BUFFER));
    }

    private static String resolve(String path, Map<String, String> links) {
        String resolved = path;
        for (int i = 0; i < MOST_LINKS && links.containsKey(resolved); i++) {
            resolved = links.getOrDefault(resolved, resolved);
        }
        return resolved;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }
}

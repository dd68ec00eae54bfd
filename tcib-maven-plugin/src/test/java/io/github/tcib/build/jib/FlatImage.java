package io.github.tcib.build.jib;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * What the layers of an image come to, each path as one line of text, and its config. Reads with the library, not with the
 * code under test.
 */
record FlatImage(Map<String, String> files, JsonNode config, int layers) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Where blobs of a manifest lie. */
    interface Blobs {
        Path of(String digest);
    }

    /** An image that a tool wrote to {@code dir:}. */
    static FlatImage readDirectory(Path directory) throws IOException {
        return read(directory.resolve("manifest.json"), digest -> directory.resolve(digest.replace("sha256:", "")));
    }

    static FlatImage readLayout(Path layout, String manifest) throws IOException {
        Blobs blobs = digest -> layout.resolve("blobs/sha256").resolve(digest.replace("sha256:", ""));
        return read(blobs.of(manifest), blobs);
    }

    private static FlatImage read(Path manifestFile, Blobs blobs) throws IOException {
        JsonNode manifest = JSON.readTree(Files.readAllBytes(manifestFile));
        JsonNode config = JSON.readTree(Files.readAllBytes(
                blobs.of(manifest.path("config").path("digest").asText())));
        TreeMap<String, String> files = new TreeMap<>();
        for (JsonNode layer : manifest.path("layers")) {
            try (InputStream in = new BufferedInputStream(
                    Files.newInputStream(blobs.of(layer.path("digest").asText())))) {
                boolean gzip = layer.path("mediaType").asText().endsWith("gzip");
                apply(
                        files,
                        gzip
                                ? GzipCompressorInputStream.builder()
                                        .setInputStream(in)
                                        .get()
                                : in);
            }
        }
        files.remove("");
        return new FlatImage(files, config, manifest.path("layers").size());
    }

    private static void apply(TreeMap<String, String> files, InputStream unpacked) throws IOException {
        Map<String, String> here = new HashMap<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(unpacked, UTF_8.name())) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String path = entry.getName().replaceAll("^(\\./)+|/+$", "");
                String name = path.substring(path.lastIndexOf('/') + 1);
                String parent = path.substring(0, Math.max(0, path.lastIndexOf('/')));
                if (name.equals(".wh..wh..opq")) {
                    files.keySet().removeIf(known -> known.startsWith(parent + "/") && !here.containsKey(known));
                    continue;
                }
                if (name.startsWith(".wh.")) {
                    String gone = (parent.isEmpty() ? "" : parent + "/") + name.substring(4);
                    files.keySet().removeIf(known -> known.equals(gone) || known.startsWith(gone + "/"));
                    continue;
                }
                String line =
                        entry.isLink() ? here.getOrDefault(entry.getLinkName(), "lost") + " linked" : line(entry, tar);
                if (!entry.isDirectory()) {
                    files.keySet().removeIf(known -> known.startsWith(path + "/"));
                }
                if (entry.isLink()) {
                    String first = entry.getLinkName();
                    here.computeIfPresent(first, (key, value) -> value.endsWith(" linked") ? value : value + " linked");
                    files.put(first, here.get(first));
                    line = here.get(first);
                }
                here.put(path, line);
                files.put(path, line);
            }
        }
    }

    private static String line(TarArchiveEntry entry, InputStream content) throws IOException {
        String kind = entry.isDirectory()
                ? "dir"
                : entry.isSymbolicLink()
                        ? "link -> " + entry.getLinkName()
                        : entry.isCharacterDevice() || entry.isBlockDevice()
                                ? (entry.isBlockDevice() ? "block " : "char ") + entry.getDevMajor() + ":"
                                        + entry.getDevMinor()
                                : entry.isFIFO() ? "pipe" : "file " + entry.getSize() + " " + hash(content);
        TreeMap<String, String> xattrs = new TreeMap<>();
        entry.getExtraPaxHeaders().forEach((key, value) -> {
            if (key.startsWith("SCHILY.xattr.")) {
                xattrs.put(key.substring(13), value);
            }
        });
        String mode = entry.isSymbolicLink() ? "" : " " + Integer.toOctalString(entry.getMode() & 07777);
        return kind + mode + " " + entry.getLongUserId() + ":" + entry.getLongGroupId()
                + (xattrs.isEmpty() ? "" : " " + xattrs);
    }

    private static String hash(InputStream content) throws IOException {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content.readAllBytes()))
                    .substring(0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

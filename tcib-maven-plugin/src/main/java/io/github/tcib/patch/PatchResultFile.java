package io.github.tcib.patch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.tcib.file.AtomicFile;
import io.github.tcib.rpm.RpmVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes results as JSON; {@code docs/patch-result.schema.json} describes it. */
final class PatchResultFile {

    private static final int VERSION = 1;

    private final Path file;
    private final JsonMapper json = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .defaultPrettyPrinter(new DefaultPrettyPrinter()
                    .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                    .withArrayIndenter(new DefaultIndenter("  ", "\n")))
            .build();

    PatchResultFile(Path file) {
        this.file = file;
    }

    void write(PatchResult result) throws IOException {
        SortedMap<String, Object> content = new TreeMap<>();
        content.put("version", VERSION);
        content.put("goal", result.goal());
        content.put("complete", result.isComplete());
        content.put("seconds", seconds(result.duration()));
        content.put("refusal", result.refusal());
        content.put("images", result.images().stream().map(this::imageOf).toList());
        AtomicFile.write(file, (json.writeValueAsString(content) + "\n").getBytes(UTF_8));
    }

    private SortedMap<String, Object> imageOf(PatchedImage result) {
        SortedMap<String, Object> image = new TreeMap<>();
        image.put("reference", result.target().reference());
        image.put("newReference", result.target().newReference());
        image.put("status", result.status().word());
        image.put("seconds", seconds(result.duration()));
        image.put("log", file.resolveSibling("").relativize(result.log()).toString());
        if (!result.reason().isEmpty()) {
            image.put("reason", result.reason());
        }
        result.stored().ifPresent(stored -> {
            image.put("id", stored.id());
            image.put("digest", stored.digest());
        });
        image.put(
                "packages",
                result.changes().stream().map(PatchResultFile::changeOf).toList());
        if (!result.rpms().isEmpty()) {
            image.put("rpms", result.rpms().stream().map(PatchResultFile::rpmOf).toList());
        }
        return image;
    }

    private static SortedMap<String, Object> changeOf(PackageChange change) {
        SortedMap<String, Object> entry = new TreeMap<>();
        entry.put("name", change.name());
        entry.put("architecture", change.architecture());
        change.from().map(RpmVersion::toString).ifPresent(version -> entry.put("from", version));
        change.to().map(RpmVersion::toString).ifPresent(version -> entry.put("to", version));
        return entry;
    }

    private static SortedMap<String, Object> rpmOf(RpmVerdict verdict) {
        SortedMap<String, Object> entry = new TreeMap<>();
        entry.put("file", verdict.rpm().fileName());
        entry.put("outcome", verdict.outcome().word());
        if (!verdict.detail().isEmpty()) {
            entry.put("detail", verdict.detail());
        }
        return entry;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}

package io.github.tcib.size;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.tcib.file.FileFault;
import io.github.tcib.file.ForeignFile;
import io.github.tcib.json.FileVersion;
import io.github.tcib.json.JsonText;
import io.github.tcib.oci.Digest;
import io.github.tcib.oci.OciException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** Reads a baseline from a size report, or from a table in the same form of which only names and sizes are needed. */
public final class BaselineFile {

    /** The version of the form that is written and read: {@code docs/size-report.schema.json}. */
    public static final int VERSION = 1;

    private BaselineFile() {}

    /**
     * Reads a baseline.
     *
     * @param description what to call it in reports
     * @throws BaselineException when it is damaged, or of another version
     */
    public static Baseline read(Path file, String description) throws BaselineException {
        JsonNode json;
        try {
            json = JsonText.read(ForeignFile.read(file));
        } catch (JsonProcessingException e) {
            throw new BaselineException("the baseline " + file + " is not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new BaselineException("the baseline " + file + " cannot be read: " + FileFault.reasonOf(e), e);
        }
        Optional<String> problem = FileVersion.problem(json, List.of(VERSION), "make it again with this one");
        if (problem.isPresent()) {
            throw new BaselineException("the baseline " + file + " " + problem.get());
        }
        try {
            Map<String, Baseline.Image> images = new TreeMap<>();
            for (JsonNode image : json.path("images")) {
                images.put(text(image, "name"), image(image));
            }
            return new Baseline(description, images);
        } catch (OciException e) {
            throw new BaselineException("the baseline " + file + " is damaged: " + e.getMessage(), e);
        }
    }

    private static Baseline.Image image(JsonNode json) throws OciException {
        OptionalLong bytes = number(json, "virtualBytes");
        OptionalLong packed = number(json, "virtualPackedBytes");
        if (bytes.isEmpty() && packed.isEmpty()) {
            throw new OciException("the image " + text(json, "name") + " has no virtualBytes");
        }
        Set<Digest> layers = new HashSet<>();
        for (JsonNode layer : json.path("layers")) {
            layers.add(Digest.parse(layer.asText()));
        }
        List<OwnerBytes> owners = new ArrayList<>();
        for (JsonNode owner : json.path("owners")) {
            owners.add(new OwnerBytes(
                    owner(owner),
                    owner.path("bytes").asLong(),
                    owner.path("hiddenBytes").asLong(),
                    owner.path("files").asInt()));
        }
        List<FileBytes> files = new ArrayList<>();
        for (JsonNode file : json.path("files")) {
            files.add(new FileBytes(
                    text(file, "path"),
                    owner(file.path("owner")),
                    file.path("bytes").asLong(),
                    file.path("hidden").asBoolean()));
        }
        return new Baseline.Image(
                bytes,
                packed,
                number(json, "ownBytes"),
                json.path("parent").isTextual()
                        ? Optional.of(json.path("parent").asText())
                        : Optional.empty(),
                layers,
                owners,
                files);
    }

    private static Owner owner(JsonNode json) throws OciException {
        String word = json.path("kind").asText(Owner.Kind.PACKAGE.word());
        for (Owner.Kind kind : Owner.Kind.values()) {
            if (kind.word().equals(word)) {
                return new Owner(
                        kind,
                        json.path("name").asText(),
                        json.path("version").asText(),
                        json.path("architecture").asText());
            }
        }
        throw new OciException("an owner of the unknown kind '" + word + "'");
    }

    private static String text(JsonNode json, String field) throws OciException {
        if (!json.path(field).isTextual()) {
            throw new OciException("an entry without a " + field);
        }
        return json.path(field).asText();
    }

    private static OptionalLong number(JsonNode json, String field) throws OciException {
        JsonNode value = json.path(field);
        if (value.isMissingNode()) {
            return OptionalLong.empty();
        }
        if (!value.canConvertToLong() || !value.isIntegralNumber() || value.asLong() < 0) {
            throw new OciException("'" + field + "' is not a number of bytes but " + value);
        }
        return OptionalLong.of(value.asLong());
    }
}

package io.github.tcib.build.buildah;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.tcib.build.BuildFailure;
import io.github.tcib.build.BuildFailure.Kind;
import io.github.tcib.build.ImageKey;
import io.github.tcib.build.StoredImage;
import io.github.tcib.build.buildah.KnownImages.Facts;
import io.github.tcib.json.JsonText;
import io.github.tcib.oci.Platform;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The images that buildah has in its store: one listing for all, and one inspection for each that is seen the first time. */
final class ImageStore {

    /** What buildah puts before references without a registry. */
    private static final String LOCAL = "localhost/";

    private static final Pattern SIZE = Pattern.compile("([\\d.]+) ?([kKMGT]?)i?B");

    private final Buildah buildah;
    private final KnownImages known;

    ImageStore(Buildah buildah, KnownImages known) {
        this.buildah = buildah;
        this.known = known;
    }

    /** The images with these references. */
    Map<String, StoredImage> find(Collection<String> references) throws BuildFailure, InterruptedException {
        Map<String, Listed> byName = new HashMap<>();
        Set<String> ids = new HashSet<>();
        for (Listed listed : list()) {
            ids.add(listed.id());
            listed.names().forEach(name -> byName.put(name, listed));
        }
        known.keepOnly(ids);
        Map<String, StoredImage> found = new HashMap<>();
        for (String reference : references) {
            Listed listed = byName.getOrDefault(reference, byName.get(LOCAL + reference));
            if (listed != null) {
                found.put(reference, stored(listed));
            }
        }
        known.write();
        return found;
    }

    /** The image that a reference or an id means to buildah, which completes short names. */
    Optional<StoredImage> find(String image) throws BuildFailure, InterruptedException {
        Buildah.Answer answer = buildah.ask("images", "--json", "--no-trunc", image);
        if (!answer.isSuccess()) {
            return Optional.empty();
        }
        List<Listed> listed = parse(answer.out());
        if (listed.isEmpty()) {
            return Optional.empty();
        }
        StoredImage found = stored(listed.get(0));
        known.write();
        return Optional.of(found);
    }

    private StoredImage stored(Listed listed) throws BuildFailure, InterruptedException {
        Optional<Facts> remembered = known.find(listed.id());
        Facts facts = remembered.isPresent() ? remembered.get() : inspect(listed.id());
        return new StoredImage(listed.id(), listed.digest(), listed.sizeBytes(), facts.key(), facts.layers());
    }

    private Facts inspect(String id) throws BuildFailure, InterruptedException {
        JsonNode image =
                readJson(buildah.read("inspect", "--type", "image", id)).path("OCIv1");
        List<String> layers = new ArrayList<>();
        image.path("rootfs").path("diff_ids").forEach(layer -> layers.add(layer.asText()));
        JsonNode key = image.path("config").path("Labels").path(ImageKey.LABEL);
        Facts facts = new Facts(key.isTextual() ? Optional.of(key.asText()) : Optional.empty(), layers);
        known.add(id, facts);
        return facts;
    }

    /** What an image is for, as its config says. */
    Platform readPlatform(String id) throws BuildFailure, InterruptedException {
        JsonNode config =
                readJson(buildah.read("inspect", "--type", "image", id)).path("OCIv1");
        return new Platform(
                config.path("os").asText("linux"),
                config.path("architecture").asText(""),
                config.path("variant").asText(""));
    }

    /** All images of the store. */
    List<Listed> list() throws BuildFailure, InterruptedException {
        return parse(buildah.read("images", "--json", "--no-trunc"));
    }

    private List<Listed> parse(String text) throws BuildFailure {
        List<Listed> images = new ArrayList<>();
        for (JsonNode image : readJson(text)) {
            List<String> names = new ArrayList<>();
            image.path("names").forEach(name -> names.add(name.asText()));
            images.add(new Listed(
                    image.path("id").asText(),
                    image.path("digest").asText(),
                    bytesOf(image.path("size").asText()),
                    names));
        }
        return images;
    }

    private JsonNode readJson(String text) throws BuildFailure {
        try {
            return JsonText.read(text);
        } catch (JsonProcessingException e) {
            throw new BuildFailure(
                    Kind.DETERMINISTIC, "buildah's answer is not the JSON it was asked for: " + e.getOriginalMessage());
        }
    }

    /** Buildah gives sizes for people, with three digits and decimal units. */
    static long bytesOf(String size) {
        Matcher matcher = SIZE.matcher(size);
        if (!matcher.matches()) {
            return 0;
        }
        int power = switch (matcher.group(2).toUpperCase(Locale.ROOT)) {
            case "K" -> 3;
            case "M" -> 6;
            case "G" -> 9;
            case "T" -> 12;
            default -> 0;
        };
        return new BigDecimal(matcher.group(1)).movePointRight(power).longValue();
    }

    /** An image as buildah lists it; without names when they went to others. */
    record Listed(String id, String digest, long sizeBytes, List<String> names) {}
}

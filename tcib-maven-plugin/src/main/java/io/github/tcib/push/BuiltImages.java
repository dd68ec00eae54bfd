package io.github.tcib.push;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.tcib.file.FileFault;
import io.github.tcib.file.ForeignFile;
import io.github.tcib.json.FileVersion;
import io.github.tcib.json.JsonText;
import io.github.tcib.oci.OciException;
import io.github.tcib.oci.Platform;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads which images a build made ({@code build-result.json}), or a patch, and chooses those to be pushed. */
public final class BuiltImages {

    private static final int VERSION = 1;
    /** Of results for several platforms. */
    private static final int SEVERAL = 2;

    private static final Set<String> THERE = Set.of("built", "cached");
    private static final String EXCLUDED = "excluded";

    private final Path file;

    public BuiltImages(Path file) {
        this.file = file;
    }

    /**
     * The images to push, parents before children.
     *
     * @param patterns names, with {@code *} and {@code ?}; all when empty
     * @throws PushException when there is no such file, an image was not built, or a pattern fits none
     */
    public List<BuiltImage> read(List<String> patterns) throws PushException {
        JsonNode json = readJson();
        return PatchedImages.areIn(json) ? chosen(PatchedImages.read(json, file), patterns) : readBuilt(json, patterns);
    }

    /** Of patched images those that patterns fit: one that fits none may be of an image that needed no patch. */
    private static List<BuiltImage> chosen(List<BuiltImage> images, List<String> patterns) {
        return images.stream()
                .filter(image ->
                        patterns.isEmpty() || patterns.stream().anyMatch(pattern -> fits(pattern, image.name())))
                .toList();
    }

    private List<BuiltImage> readBuilt(JsonNode json, List<String> patterns) throws PushException {
        List<BuiltImage> chosen = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (JsonNode image : json.path("images")) {
            String name = image.path("name").asText();
            String status = statusOf(image);
            if (status.equals(EXCLUDED)) {
                continue;
            }
            names.add(name);
            if (!patterns.isEmpty() && patterns.stream().noneMatch(pattern -> fits(pattern, name))) {
                continue;
            }
            if (json.path("version").asInt() == SEVERAL) {
                addParts(json.path("platforms"), image, name, chosen, missing);
            } else if (THERE.contains(status)) {
                chosen.add(builtImage(image, name, Optional.empty()));
            } else {
                missing.add(name + " (" + status + ")");
            }
        }
        if (!missing.isEmpty()) {
            throw new PushException("nothing is pushed, because the build of '" + file + "' is incomplete: "
                    + String.join(", ", missing) + "; build again, or choose other images with tcib.images");
        }
        String unknown = patterns.stream()
                .filter(pattern -> names.stream().noneMatch(name -> fits(pattern, name)))
                .collect(Collectors.joining(", "));
        if (!unknown.isEmpty()) {
            throw new PushException("tcib.images: no image of '" + file + "' is named " + unknown + "; there are "
                    + String.join(", ", names));
        }
        return chosen;
    }

    /** An image of several platforms has one status each, but is excluded from all or from none. */
    private static String statusOf(JsonNode image) {
        return image.path("platforms")
                .path(0)
                .path("status")
                .asText(image.path("status").asText());
    }

    private void addParts(
            JsonNode platforms, JsonNode image, String name, List<BuiltImage> chosen, List<String> missing)
            throws PushException {
        for (JsonNode platform : platforms) {
            String wanted = platform.path("platform").asText();
            JsonNode there = JsonNodeFactory.instance.missingNode();
            for (JsonNode candidate : image.path("platforms")) {
                there = candidate.path("platform").asText().equals(wanted) ? candidate : there;
            }
            String status = there.path("status").asText("not built");
            if (THERE.contains(status)) {
                chosen.add(builtImage(
                        there, name, Optional.of(new BuiltImage.Part(platformOf(wanted), referenceOf(image)))));
            } else {
                missing.add(name + " (" + wanted + ": " + status + ")");
            }
        }
    }

    private static String referenceOf(JsonNode image) {
        return image.path("reference").asText();
    }

    private Platform platformOf(String text) throws PushException {
        try {
            return Platform.parse(text);
        } catch (OciException e) {
            throw damaged(String.valueOf(e.getMessage()));
        }
    }

    private PushException damaged(String why) {
        return new PushException("'" + file + "' is damaged (" + why + "); build again");
    }

    private static BuiltImage builtImage(JsonNode image, String name, Optional<BuiltImage.Part> part) {
        return new BuiltImage(
                name,
                referenceOf(image),
                Optional.of(image.path("parent").asText("")).filter(text -> !text.isEmpty()),
                image.path("digest").asText(),
                image.path("id").asText(),
                part);
    }

    private JsonNode readJson() throws PushException {
        try {
            JsonNode json = JsonText.read(ForeignFile.read(file));
            Optional<String> problem =
                    FileVersion.problem(json, List.of(VERSION, SEVERAL), "build again with this one");
            if (problem.isPresent()) {
                throw new PushException("'" + file + "' " + problem.get());
            }
            return json;
        } catch (NoSuchFileException e) {
            throw new PushException(
                    "there are no results of a build at '" + file + "'; build first: mvn tcib:build tcib:push; or name"
                            + " the results of tcib:hotfix or tcib:update in tcib.push.resultFile");
        } catch (JsonProcessingException e) {
            throw damaged(e.getOriginalMessage());
        } catch (IOException e) {
            throw new PushException("'" + file + "' cannot be read: " + FileFault.reasonOf(e));
        }
    }

    private static boolean fits(String pattern, String name) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return name.matches(regex.toString());
    }
}

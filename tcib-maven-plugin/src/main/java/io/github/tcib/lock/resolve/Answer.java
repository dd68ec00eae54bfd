package io.github.tcib.lock.resolve;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tcib.lock.LockedImage;
import io.github.tcib.lock.LockedMetadata;
import io.github.tcib.lock.LockedRepository;
import io.github.tcib.lock.LockedRpm;
import io.github.tcib.lock.MetadataKind;
import io.github.tcib.lock.Nevra;
import io.github.tcib.model.Location;
import io.github.tcib.model.NearName;
import io.github.tcib.model.Problem;
import io.github.tcib.oci.Digest;
import io.github.tcib.oci.OciException;
import io.github.tcib.text.Printable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What {@code resolve.py} answered, as values of the lock and problems with their places. */
final class Answer {

    /** dnf.conf(5), priority. */
    private static final int DEFAULT_PRIORITY = 99;

    private final JsonNode json;
    private final Map<String, ImageSteps> images = new HashMap<>();

    Answer(JsonNode json, Collection<ImageSteps> images) {
        this.json = json;
        images.forEach(image -> this.images.put(image.name().value(), image));
    }

    /** What dnf could not do. */
    List<Problem> problems() throws ResolutionException {
        List<Problem> problems = new ArrayList<>();
        for (JsonNode problem : json.path("problems")) {
            String image = problem.path("image").asText();
            String text = problem.path("text").asText().strip();
            String message = switch (problem.path("kind").asText()) {
                case "missing" ->
                    "'" + image + "' installs " + quoted(problem.path("names")) + ", which no enabled repository has";
                case "conflict" ->
                    "the packages of '" + image + "' cannot be installed together. dnf says:\n" + indented(text);
                case "gone" -> "'" + image + "' installs a package again that the base has and no repository: " + text;
                default -> "'" + image + "': " + text;
            };
            problems.add(new Problem(placeOf(problem), message, hint(problem)));
        }
        return problems;
    }

    /** What dnf warned of, and what was not followed. */
    List<Problem> warnings() throws ResolutionException {
        List<Problem> warnings = new ArrayList<>();
        for (JsonNode warning : json.path("warnings")) {
            warnings.add(
                    warning.isTextual()
                            ? Problem.of(Location.of("dnf"), warning.asText())
                            : Problem.of(placeOf(warning), warning.path("text").asText()));
        }
        return warnings;
    }

    /** The packages of the base. */
    NavigableSet<Nevra> base() throws ResolutionException {
        return packages(json.path("base"));
    }

    List<LockedRepository> repositories() throws ResolutionException {
        List<LockedRepository> repositories = new ArrayList<>();
        for (JsonNode repository : json.path("repositories")) {
            int priority = repository.path("priority").asInt(DEFAULT_PRIORITY);
            repositories.add(new LockedRepository(
                    repository.path("id").asText(),
                    repository.path("url").asText(),
                    digest(repository.path("repomd")),
                    priority == DEFAULT_PRIORITY ? OptionalInt.empty() : OptionalInt.of(priority),
                    repository.path("gpgcheck").asBoolean(),
                    texts(repository.path("gpgkeys")),
                    metadata(repository.path("metadata"))));
        }
        return repositories;
    }

    private static SortedMap<MetadataKind, LockedMetadata> metadata(JsonNode files) {
        SortedMap<MetadataKind, LockedMetadata> metadata = new TreeMap<>();
        files.properties()
                .forEach(file -> MetadataKind.of(file.getKey())
                        .ifPresent(kind -> metadata.put(
                                kind,
                                new LockedMetadata(
                                        new Digest(
                                                file.getValue().path("sha256").asText()),
                                        file.getValue().path("size").asLong(),
                                        file.getValue().path("location").asText()))));
        return metadata;
    }

    /** Whether a package that images download belongs to a module: dnf installs none whose module it does not know. */
    boolean hasModularRpms() {
        return json.path("rpms").findValues("modular").stream().anyMatch(JsonNode::asBoolean);
    }

    /**
     * The RPMs that images download.
     *
     * @throws ResolutionException when a repository tells no SHA-256 of them
     */
    List<LockedRpm> rpms() throws ResolutionException {
        List<LockedRpm> rpms = new ArrayList<>();
        for (JsonNode rpm : json.path("rpms")) {
            String name = rpm.path("nevra").asText();
            String repository = rpm.path("repository").asText();
            if (!rpm.path("size").canConvertToLong() || rpm.path("size").asLong() < 0) {
                throw strange("the size '" + rpm.path("size").asText() + "' of " + name);
            }
            if (!rpm.path("checksum").asText().equals("sha256")) {
                throw new ResolutionException("the repository " + repository + " tells the "
                        + rpm.path("checksum").asText() + " of " + name + ", and not its sha256: it cannot be locked");
            }
            rpms.add(new LockedRpm(
                    nevra(name),
                    digest(rpm.path("value")),
                    rpm.path("size").asLong(),
                    repository,
                    rpm.path("location").asText()));
        }
        return rpms;
    }

    List<LockedImage> images() throws ResolutionException {
        List<LockedImage> locked = new ArrayList<>();
        for (JsonNode image : json.path("images")) {
            ImageSteps steps = imageOf(image.path("name").asText());
            locked.add(new LockedImage(
                    steps.name(),
                    steps.parent(),
                    steps.digest(),
                    packages(image.path("adds")),
                    packages(image.path("removes")),
                    packages(image.path("fetches")),
                    texts(image.path("modules")),
                    steps.metadata()));
        }
        return locked;
    }

    private Location placeOf(JsonNode problem) throws ResolutionException {
        ImageSteps image = imageOf(problem.path("image").asText());
        List<PackageStep> steps = json.path("posix").asBoolean() ? image.posixSteps() : image.steps();
        int step = problem.path("step").asInt(-1);
        if (step < 0 || step >= steps.size()) {
            throw strange("a step " + problem.path("step") + " of " + image.name());
        }
        return steps.get(step).location();
    }

    private ImageSteps imageOf(String name) throws ResolutionException {
        ImageSteps image = images.get(name);
        if (image == null) {
            throw strange("the image '" + name + "'");
        }
        return image;
    }

    private static Optional<String> hint(JsonNode problem) {
        Set<String> hints = new LinkedHashSet<>();
        problem.path("near")
                .properties()
                .forEach(near ->
                        NearName.hint(near.getKey(), texts(near.getValue())).ifPresent(hints::add));
        return hints.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", hints));
    }

    private static String quoted(JsonNode names) {
        return texts(names).stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
    }

    private static String indented(String text) {
        return text.lines().map(line -> "    " + line).collect(Collectors.joining("\n"));
    }

    private static NavigableSet<Nevra> packages(JsonNode names) throws ResolutionException {
        NavigableSet<Nevra> packages = new TreeSet<>();
        for (JsonNode name : names) {
            packages.add(nevra(name.asText()));
        }
        return packages;
    }

    private static Nevra nevra(String text) throws ResolutionException {
        return Nevra.parse(text).orElseThrow(() -> strange("the package '" + text + "'"));
    }

    private static Digest digest(JsonNode hex) throws ResolutionException {
        try {
            return Digest.parse("sha256:" + hex.asText());
        } catch (OciException e) {
            throw strange("the SHA-256 '" + hex.asText() + "'");
        }
    }

    /** The base image is not ours, and what runs in it need not be the dnf that it looks like. */
    private static ResolutionException strange(String what) {
        return new ResolutionException("dnf in the base image answers what cannot be understood: "
                + Printable.message(what) + "; try another base, or an older or newer one");
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}

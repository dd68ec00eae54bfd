package io.github.tcib.layout;

import io.github.tcib.model.Location;
import io.github.tcib.model.Problem;
import io.github.tcib.template.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads the list of images ({@code containers.yaml}) that a release consists of. */
final class ImageList {

    private static final String KEY = "container_images";

    /** A name on the list and where it stands. */
    record Entry(String name, Location location) {}

    private final YamlReader yaml;
    private final Consumer<Problem> problems;

    ImageList(YamlReader yaml, Consumer<Problem> problems) {
        this.yaml = yaml;
        this.problems = problems;
    }

    /** Reads the names of the entries that are built from the layout, in the order of the list. */
    List<Entry> read(Path file) {
        Optional<Value.Mapping> root = yaml.readMapping(file);
        if (root.isEmpty()) {
            return List.of();
        }
        Optional<Value> images = root.get().get(KEY);
        if (images.isEmpty() || !(images.get() instanceof Value.Sequence list)) {
            Location location = images.map(Value::location).orElse(root.get().location());
            problems.accept(Problem.of(
                    location,
                    images.isEmpty() ? "the image list has no '" + KEY + "'" : "'" + KEY + "' must be a list",
                    "write '" + KEY + ":' and below it '- imagename: NAME' lines"));
            return List.of();
        }
        List<Entry> entries = new ArrayList<>();
        for (Value item : list.items()) {
            read(item).ifPresent(entries::add);
        }
        if (list.items().isEmpty()) {
            problems.accept(Problem.of(list.location(), "the image list is empty", "add '- imagename: NAME' lines"));
        } else if (entries.isEmpty()) {
            problems.accept(Problem.of(list.location(), "no entry of the image list is built from this layout"));
        }
        return entries;
    }

    private Optional<Entry> read(Value item) {
        if (!(item instanceof Value.Mapping entry)) {
            problems.accept(Problem.of(
                    item.location(),
                    "an entry of the image list must be a map, but is " + Kind.of(item),
                    "write '- imagename: NAME'"));
            return Optional.empty();
        }
        Optional<String> source = entry.get("image_source")
                .filter(value -> value instanceof Value.Text)
                .map(value -> ((Value.Text) value).text());
        if (source.isPresent() && !source.get().isEmpty() && !source.get().equals("tripleo")) {
            return Optional.empty();
        }
        Optional<Value> name = entry.get("imagename");
        if (name.isPresent()
                && name.get() instanceof Value.Text text
                && !nameIn(text.text()).isEmpty()) {
            return Optional.of(new Entry(nameIn(text.text()), text.location()));
        }
        problems.accept(Problem.of(
                name.map(Value::location).orElse(entry.location()),
                "an entry of the image list has no image name",
                "write '- imagename: NAME'"));
        return Optional.empty();
    }

    /**
     * The image that a reference on the list means (reference behaviour): its last path segment without digest and tag, less
     * one word for the distribution or prefix, then one for the kind of build.
     */
    static String nameIn(String reference) {
        String segment = reference.strip();
        int digest = segment.indexOf('@');
        segment = digest < 0 ? segment : segment.substring(0, digest);
        segment = segment.substring(segment.lastIndexOf('/') + 1);
        int tag = segment.indexOf(':');
        segment = tag < 0 ? segment : segment.substring(0, tag);
        return segment.replaceFirst("^(openstack|centos|rhel|ubi8)-", "")
                .replaceFirst("^(binary|source|rdo|rhos)-", "");
    }
}

package io.github.tcib.layout;

import io.github.tcib.model.ImageName;
import io.github.tcib.model.ImageNaming;
import io.github.tcib.model.Location;
import io.github.tcib.model.NearName;
import io.github.tcib.model.Problem;
import io.github.tcib.template.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Labels given from outside the layout. With any of them, an image's own {@code tcib_labels} give way to five defaults and the
 * given ones, in which {@code %(registry)s} and its like are filled in (reference behaviour; but {@code %(image)s} is the
 * image's own name here, not its parent's).
 */
final class LabelOverrides {

    private static final Location LOCATION = Location.of("tcib.labels");
    private static final Pattern PLACEHOLDER = Pattern.compile("%%|%\\(([^)]*)\\)(.?)", Pattern.DOTALL);

    private final Map<String, String> given;
    private final ImageNaming naming;

    LabelOverrides(Map<String, String> given, ImageNaming naming) {
        this.given = given;
        this.naming = naming;
    }

    /** Hands on a problem for every placeholder that means nothing. */
    void check(Consumer<Problem> problems) {
        SortedMap<String, String> known = placeholdersOf(new ImageName("x"));
        new TreeMap<>(given).forEach((label, text) -> {
            Matcher matcher = PLACEHOLDER.matcher(text);
            while (matcher.find()) {
                String name = matcher.group(1);
                if (name == null) {
                    continue;
                }
                if (!known.containsKey(name)) {
                    problems.accept(new Problem(
                            LOCATION,
                            "label '" + label + "' uses the unknown placeholder '" + matcher.group() + "'",
                            NearName.hint(name, known.keySet())
                                    .or(() -> Optional.of("known are " + String.join(", ", known.keySet())))));
                } else if (!"s".equals(matcher.group(2))) {
                    problems.accept(Problem.of(
                            LOCATION,
                            "label '" + label + "' has an unfinished placeholder '" + matcher.group() + "'",
                            "write %(" + name + ")s, or %% for a percent sign"));
                }
            }
        });
    }

    /** The labels of an image; empty when none were given. */
    Optional<Value> of(ImageName image) {
        if (given.isEmpty()) {
            return Optional.empty();
        }
        String name = Variables.plainName(image);
        Value.Text description = text("OpenStack Platform " + name);
        SortedMap<String, Value> labels = new TreeMap<>();
        labels.put("tcib_managed", new Value.Bool(true, LOCATION));
        labels.put("maintainer", text("OpenStack Kubernetes Operator Team"));
        labels.put("description", description);
        labels.put("summary", description);
        labels.put("io.k8s.display-name", description);
        given.forEach((label, value) -> labels.put(label, text(fillIn(value, placeholdersOf(image)))));
        List<Value.Entry> entries = new ArrayList<>();
        labels.forEach((label, value) -> entries.add(new Value.Entry(text(label), value)));
        return Optional.of(new Value.Mapping(entries, LOCATION));
    }

    private SortedMap<String, String> placeholdersOf(ImageName image) {
        return new TreeMap<>(Map.of(
                "registry", naming.registry(),
                "namespace", naming.namespace(),
                "prefix", naming.prefix(),
                "tag", naming.tag(),
                "image", image.value(),
                "name", Variables.plainName(image)));
    }

    private static String fillIn(String text, Map<String, String> values) {
        return PLACEHOLDER.matcher(text).replaceAll(match -> {
            String name = match.group(1);
            return Matcher.quoteReplacement(name == null ? "%" : values.getOrDefault(name, match.group()));
        });
    }

    private static Value.Text text(String text) {
        return Value.Text.of(text, LOCATION);
    }
}

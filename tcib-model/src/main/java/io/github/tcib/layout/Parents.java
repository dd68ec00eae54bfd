package io.github.tcib.layout;

import io.github.tcib.model.ImageName;
import io.github.tcib.model.ImageNaming;
import io.github.tcib.model.Location;
import io.github.tcib.model.Parent;
import io.github.tcib.model.Problem;
import io.github.tcib.template.Scope;
import io.github.tcib.template.TemplateException;
import io.github.tcib.template.Templating;
import io.github.tcib.template.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Finds what each image is built on: {@code tcib_from} if the image sets it, else the image of the nearest directory above,
 * else the base (reference behaviour). A {@code tcib_from} that is the reference of an image of the layout means that image.
 */
final class Parents {

    private final Map<ImageName, ImageDirectory> images;
    private final Set<ImageName> excluded;
    private final LayoutSettings settings;
    private final Variables variables;
    private final Function<Scope, Templating> templatings;
    private final Consumer<Problem> problems;
    private final Map<String, ImageName> byReference = new HashMap<>();
    private final Map<ImageName, Parent> known = new HashMap<>();
    private final Set<ImageName> reportedCycles = new LinkedHashSet<>();

    Parents(
            Map<ImageName, ImageDirectory> images,
            Set<ImageName> excluded,
            LayoutSettings settings,
            Variables variables,
            Function<Scope, Templating> templatings,
            Consumer<Problem> problems) {
        this.images = images;
        this.excluded = excluded;
        this.settings = settings;
        this.variables = variables;
        this.templatings = templatings;
        this.problems = problems;
        ImageNaming naming = settings.naming();
        images.keySet().forEach(name -> byReference.put(naming.referenceOf(name), name));
    }

    /** What an image is built on; an excluded image is used as it stands in the registry or store. */
    Parent of(ImageDirectory image) {
        Parent parent = known.get(image.name());
        if (parent == null) {
            parent = find(image);
            known.put(image.name(), parent);
        }
        return parent;
    }

    /** The variables of an image, with its parent among them. */
    Scope scopeOf(ImageDirectory image) {
        return variables.scopeOf(image, of(image).reference());
    }

    /** An image and everything it is built on, nearest first; ends at a cycle after reporting it. */
    List<ImageName> chainOf(ImageName start) {
        List<ImageName> chain = new ArrayList<>();
        Optional<ImageName> next = Optional.of(start);
        while (next.isPresent() && images.containsKey(next.get())) {
            ImageDirectory image = images.get(next.get());
            if (chain.contains(image.name())) {
                reportCycle(chain.subList(chain.indexOf(image.name()), chain.size()));
                return List.of();
            }
            chain.add(image.name());
            next = of(image) instanceof Parent.InTree inTree ? Optional.of(inTree.image()) : Optional.empty();
        }
        return chain;
    }

    private Parent find(ImageDirectory image) {
        String computed = image.nearest()
                .map(settings.naming()::referenceOf)
                .orElse(settings.distribution().base());
        if (!variables.setsFrom(image)) {
            return image.nearest().<Parent>map(name -> inTree(name, computed)).orElse(new Parent.External(computed));
        }
        Scope scope = variables.scopeOf(image, computed);
        Value from = scope.lookup("tcib_from").orElseThrow();
        Location location = from.location();
        try {
            Optional<String> text =
                    ScalarText.of(templatings.apply(scope).render(from)).map(String::strip);
            if (text.isEmpty() || text.get().isEmpty() || text.get().chars().anyMatch(Character::isWhitespace)) {
                problems.accept(Problem.of(
                        location, "tcib_from must be one image reference", "such as registry.example.org/name:tag"));
                return new Parent.External(computed);
            }
            ImageName named = byReference.get(text.get());
            return named == null ? new Parent.External(text.get()) : inTree(named, text.get());
        } catch (TemplateException e) {
            problems.accept(e.problem());
            return new Parent.External(computed);
        }
    }

    private Parent inTree(ImageName name, String reference) {
        return excluded.contains(name) || !images.containsKey(name)
                ? new Parent.External(reference)
                : new Parent.InTree(name, reference);
    }

    private void reportCycle(List<ImageName> cycle) {
        if (cycle.stream().anyMatch(reportedCycles::contains)) {
            return;
        }
        reportedCycles.addAll(cycle);
        ImageDirectory first = images.get(cycle.get(0));
        if (first == null) {
            return;
        }
        Location location =
                first.variables().get("tcib_from").map(Value::location).orElse(first.location());
        StringBuilder path = new StringBuilder();
        cycle.forEach(name -> path.append(name).append(" -> "));
        problems.accept(Problem.of(
                location,
                "tcib_from makes the images their own ancestors: " + path + cycle.get(0),
                "build one of them on another image"));
    }
}

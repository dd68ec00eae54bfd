package io.github.tcib.lint;

import io.github.tcib.layout.ImageSource;
import io.github.tcib.model.Location;
import io.github.tcib.template.Value;
import java.util.Optional;

/** Finds where a layout names a package that a rendered RUN installs. */
final class PackagePlaces {

    private PackagePlaces() {}

    /** The place in {@code tcib_packages}; empty when the package is named elsewhere. */
    static Optional<Location> of(String name, ImageSource source) {
        return source.variables().get("tcib_packages").flatMap(packages -> find(name, packages));
    }

    private static Optional<Location> find(String name, Value value) {
        if (value instanceof Value.Text text) {
            return text.text().equals(name) ? Optional.of(text.location()) : Optional.empty();
        }
        if (value instanceof Value.Sequence list) {
            return list.items().stream()
                    .flatMap(item -> find(name, item).stream())
                    .findFirst();
        }
        return value instanceof Value.Mapping map
                ? map.entries().stream()
                        .flatMap(entry -> find(name, entry.value()).stream())
                        .findFirst()
                : Optional.empty();
    }
}

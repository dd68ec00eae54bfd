package io.github.tcib.layout;

import io.github.tcib.model.ImageName;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.codehaus.plexus.util.SelectorUtils;

/** Image names and globs such as {@code nova-*}, as users write them in settings. */
final class NameFilter {

    private final List<String> patterns;

    NameFilter(Collection<String> patterns) {
        this.patterns =
                patterns.stream().map(String::strip).filter(p -> !p.isEmpty()).toList();
    }

    List<String> patterns() {
        return patterns;
    }

    boolean isEmpty() {
        return patterns.isEmpty();
    }

    boolean matches(ImageName image) {
        return patterns.stream().anyMatch(pattern -> matches(pattern, image));
    }

    static boolean matches(String pattern, ImageName image) {
        return SelectorUtils.match(pattern, image.value(), true);
    }

    /** The names a pattern stands for. */
    static Set<ImageName> expand(String pattern, Collection<ImageName> names) {
        Set<ImageName> found = new TreeSet<>();
        names.stream().filter(name -> matches(pattern, name)).forEach(found::add);
        return found;
    }
}

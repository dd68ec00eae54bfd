package io.github.tcib.build;

import io.github.tcib.model.ImageGraph;
import io.github.tcib.model.ImageName;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The chain of built images, each on the one before, that took longest: no number of threads makes a build shorter. */
final class CriticalPath {

    private CriticalPath() {}

    /** The images of the path, first to last; empty when nothing was built. */
    static List<ImageName> of(Collection<ImageResult> results, ImageGraph graph) {
        Map<ImageName, Duration> durations = new HashMap<>();
        results.stream()
                .filter(result -> result.status() == ImageStatus.BUILT || result.status() == ImageStatus.FAILED)
                .forEach(result -> durations.put(result.image(), result.duration()));
        Deque<ImageName> longest = new ArrayDeque<>();
        Duration most = Duration.ZERO;
        for (ImageName last : durations.keySet().stream().sorted().toList()) {
            Deque<ImageName> path = new ArrayDeque<>();
            Duration total = Duration.ZERO;
            for (Optional<ImageName> up = Optional.of(last);
                    up.filter(durations::containsKey).isPresent();
                    up = graph.parentOf(up.get())) {
                path.addFirst(up.get());
                total = total.plus(durations.getOrDefault(up.get(), Duration.ZERO));
            }
            if (longest.isEmpty() || total.compareTo(most) > 0) {
                longest = path;
                most = total;
            }
        }
        return List.copyOf(longest);
    }
}

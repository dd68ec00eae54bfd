package io.github.tcib.build;

import io.github.tcib.build.BuildHistory.LastBuild;
import io.github.tcib.build.BuildPlan.PlannedImage;
import io.github.tcib.model.ImageGraph;
import io.github.tcib.model.ImageName;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which of the images that could start comes first: the one with the longest way still to go through its descendants, by what
 * they took last time; where nothing is known of that, the one that most images wait for.
 */
final class BuildOrder implements Comparator<PlannedImage> {

    private final Map<ImageName, Long> pathMillis = new HashMap<>();
    private final Map<ImageName, Integer> waiting = new HashMap<>();
    private final Map<ImageName, Integer> position = new HashMap<>();

    BuildOrder(BuildPlan plan, ImageGraph graph, BuildMemory memory) {
        List<PlannedImage> toBuild = plan.toBuild();
        Map<ImageName, Long> lastMillis = new HashMap<>();
        for (PlannedImage planned : toBuild) {
            memory.historyOf(planned.image().name())
                    .of(planned.image().reference())
                    .map(LastBuild::duration)
                    .map(Duration::toMillis)
                    .ifPresent(millis -> lastMillis.put(planned.image().name(), millis));
        }
        long usual = Math.round(lastMillis.values().stream()
                .mapToLong(Long::longValue)
                .average()
                .orElse(0));
        for (int i = toBuild.size() - 1; i >= 0; i--) {
            ImageName name = toBuild.get(i).image().name();
            long longestChild = 0;
            int descendants = 0;
            for (ImageName child : graph.childrenOf(name)) {
                if (position.containsKey(child)) {
                    longestChild = Math.max(longestChild, valueOf(pathMillis, child));
                    descendants += 1 + valueOf(waiting, child);
                }
            }
            pathMillis.put(name, longestChild + lastMillis.getOrDefault(name, usual));
            waiting.put(name, descendants);
            position.put(name, i);
        }
    }

    @Override
    public int compare(PlannedImage one, PlannedImage other) {
        ImageName first = one.image().name();
        ImageName second = other.image().name();
        int byPath = Long.compare(valueOf(pathMillis, second), valueOf(pathMillis, first));
        if (byPath != 0) {
            return byPath;
        }
        int byWaiting = Integer.compare(valueOf(waiting, second), valueOf(waiting, first));
        return byWaiting != 0 ? byWaiting : Integer.compare(valueOf(position, first), valueOf(position, second));
    }

    private static <T> T valueOf(Map<ImageName, T> values, ImageName image) {
        return Optional.ofNullable(values.get(image)).orElseThrow();
    }
}

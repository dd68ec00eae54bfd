package io.github.tcib.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a layout and the user's choice of images come to.
 *
 * @param graph every image that is rendered
 * @param leftOut the rendered images that are not built, with the reason (EL9/EL10 rule)
 * @param excluded the images of the layout that were excluded by name and are neither rendered nor built, with the reason
 * @param notes what the user should know though nothing is wrong, such as a child that uses an excluded parent as it stands
 * @param warnings what is probably a mistake, such as a key that is nearly a verb
 */
public record ImageTree(
        ImageGraph graph,
        SortedMap<ImageName, String> leftOut,
        SortedMap<ImageName, String> excluded,
        List<String> notes,
        List<Problem> warnings) {

    public ImageTree {
        leftOut = sorted(leftOut);
        excluded = sorted(excluded);
        notes = List.copyOf(notes);
        warnings = List.copyOf(warnings);
    }

    private static SortedMap<ImageName, String> sorted(Map<ImageName, String> reasons) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(reasons));
    }
}

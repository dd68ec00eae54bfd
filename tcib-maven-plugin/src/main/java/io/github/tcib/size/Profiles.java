package io.github.tcib.size;

import io.github.tcib.model.NearName;
import io.github.tcib.oci.Digest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What kinds of nodes pull. */
final class Profiles {

    private Profiles() {}

    static List<ProfileFigures> figures(
            List<Profile> profiles, Measured measured, Optional<Baseline> baseline, List<SizeProblem> problems) {
        List<ProfileFigures> figures = new ArrayList<>();
        Map<Digest, LayerFigures> layers = new HashMap<>();
        measured.layers().forEach(layer -> layers.put(layer.diffId(), layer));
        for (Profile profile : profiles) {
            tellUnknown(profile, measured, problems);
            List<ImageFigures> images = measured.ofTheSet().stream()
                    .filter(image -> profile.images().stream().anyMatch(glob -> glob.matches(image.name())))
                    .sorted(java.util.Comparator.comparing(ImageFigures::name))
                    .toList();
            Set<Digest> needed = new HashSet<>();
            images.forEach(image -> needed.addAll(image.layers()));
            figures.add(new ProfileFigures(
                    profile.name(),
                    images.stream().map(ImageFigures::name).toList(),
                    pull(needed, layers),
                    baseline.flatMap(before -> present(before, images)).map(there -> {
                        Set<Digest> missing = new HashSet<>(needed);
                        missing.removeAll(there);
                        return pull(missing, layers);
                    })));
        }
        return figures;
    }

    /** The layers a node has that runs the baseline's images of the same names. */
    private static Optional<Set<Digest>> present(Baseline baseline, List<ImageFigures> images) {
        Set<Digest> there = new HashSet<>();
        for (ImageFigures image : images) {
            Baseline.Image before = baseline.images().get(image.name());
            if (before != null) {
                there.addAll(before.layers());
            }
        }
        return there.isEmpty() ? Optional.empty() : Optional.of(there);
    }

    private static ProfileFigures.Pull pull(Set<Digest> layers, Map<Digest, LayerFigures> figures) {
        List<LayerFigures> known =
                layers.stream().map(figures::get).filter(Objects::nonNull).toList();
        return new ProfileFigures.Pull(
                known.size(),
                known.stream().anyMatch(layer -> layer.bytes().isEmpty())
                        ? OptionalLong.empty()
                        : OptionalLong.of(known.stream()
                                .mapToLong(layer -> layer.bytes().orElse(0))
                                .sum()),
                known.stream().mapToLong(LayerFigures::packedBytes).sum());
    }

    private static void tellUnknown(Profile profile, Measured measured, List<SizeProblem> problems) {
        List<String> names =
                measured.ofTheSet().stream().map(ImageFigures::name).toList();
        for (Glob glob : profile.images()) {
            if (names.stream().noneMatch(glob::matches)) {
                String message = "profile '" + profile.name() + "': no image is called '" + glob + "'"
                        + NearName.hint(glob.toString(), names)
                                .map(hint -> "; " + hint)
                                .orElse("");
                problems.add(glob.hasWildcard() ? SizeProblem.warning(message) : SizeProblem.failure(message));
            }
        }
    }
}

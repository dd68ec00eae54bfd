package io.github.tcib.maven;

import io.github.tcib.platform.PlatformResults;
import io.github.tcib.platform.PlatformTarget;
import io.github.tcib.size.BuiltImages;
import io.github.tcib.size.ImageRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The platforms whose images are measured, each in a report of its own. */
final class SizePlatforms {

    private SizePlatforms() {}

    /** Those of the last build; in a registry, those that were set. */
    static List<PlatformTarget> of(SizeSource source, Path results, List<PlatformTarget> set) throws IOException {
        if (source.isRegistry()) {
            return set;
        }
        List<PlatformTarget> built = new PlatformResults(results).readTargets();
        return built.isEmpty()
                ? List.of(PlatformTarget.only(set.get(0).platform(), results.resolveSibling("")))
                : built;
    }

    /** The images of a platform by the names they have in a place: elsewhere than in the build's stores, an index has them all. */
    static List<ImageRequest> requests(SizeSource source, PlatformTarget target, BuiltImages built) {
        if (target.alone() || source.kind() == SizeSource.Kind.BUILD) {
            return built.requests();
        }
        return built.requests().stream()
                .map(image -> new ImageRequest(
                        image.name(),
                        target.nameInRegistry(image.reference()),
                        image.parent().map(target::nameInRegistry)))
                .toList();
    }
}

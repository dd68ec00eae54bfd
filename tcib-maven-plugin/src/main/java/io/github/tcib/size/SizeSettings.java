package io.github.tcib.size;

import java.util.ArrayList;
import java.util.List;

/**
 * What an analysis looks for.
 *
 * @param forbidden globs of paths that some budget forbids, with the images it forbids them in
 * @param largestFiles how many files are listed for an image
 */
public record SizeSettings(List<Forbidden> forbidden, int largestFiles) {

    /** Enough to find what made an image grow, and little enough for a page with a hundred images. */
    public static final int LARGEST_FILES = 60;

    /** Paths that some images must not show. */
    public record Forbidden(List<Glob> images, Glob path) {

        boolean concerns(String image) {
            return images.stream().anyMatch(glob -> glob.matches(image));
        }
    }

    /** Looks for what the budgets forbid. */
    public static SizeSettings of(List<Budget> budgets) {
        List<Forbidden> forbidden = new ArrayList<>();
        for (Budget budget : budgets) {
            for (Budget.Limit limit : budget.limits()) {
                if (limit instanceof Budget.ForbiddenPaths paths) {
                    paths.paths().forEach(path -> forbidden.add(new Forbidden(budget.images(), path)));
                }
            }
        }
        return new SizeSettings(forbidden, LARGEST_FILES);
    }

    public SizeSettings {
        forbidden = List.copyOf(forbidden);
    }
}

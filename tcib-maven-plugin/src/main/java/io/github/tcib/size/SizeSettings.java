package io.github.tcib.size;

import java.util.List;

/**
 * What an analysis looks for.
 *
 * @param profiles kinds of nodes
 * @param forbidden globs of paths that some budget forbids, with the images it forbids them in
 * @param largestFiles how many files are listed for an image
 */
public record SizeSettings(List<Profile> profiles, List<Forbidden> forbidden, int largestFiles) {

    /** Enough to find what made an image grow, and little enough for a page with a hundred images. */
    public static final int LARGEST_FILES = 60;

    /** Paths that some images must not show. */
    public record Forbidden(List<Glob> images, Glob path) {

        boolean concerns(String image) {
            return images.stream().anyMatch(glob -> glob.matches(image));
        }
    }

    public SizeSettings {
        profiles = List.copyOf(profiles);
        forbidden = List.copyOf(forbidden);
    }
}

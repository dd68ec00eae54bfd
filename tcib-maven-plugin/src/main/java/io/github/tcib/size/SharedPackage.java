package io.github.tcib.size;

import java.util.List;

/**
 * A package that several images built on one parent install, each for itself.
 *
 * @param parent the parent's name; empty for images without one among those measured
 * @param owner the package
 * @param bytes the most that one of the images has of it
 * @param savedBytes what the set gets smaller by when the parent has it instead
 * @param images that install it, sorted
 * @param siblings how many images are built on the parent: those that do not install it would grow
 */
public record SharedPackage(
        String parent, Owner owner, long bytes, long savedBytes, List<String> images, int siblings) {

    public SharedPackage {
        images = List.copyOf(images);
    }
}

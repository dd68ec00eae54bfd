package io.github.tcib.size;

import java.util.List;

/** A kind of node, by the names or globs of the images that it runs. */
public record Profile(String name, List<Glob> images) {

    public Profile {
        images = List.copyOf(images);
    }
}

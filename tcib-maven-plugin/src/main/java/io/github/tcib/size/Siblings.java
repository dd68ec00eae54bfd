package io.github.tcib.size;

import java.util.List;

/**
 * What images that are built on one parent have in common beside the parent.
 *
 * @param contentSavedBytes what all equal contents come to, also those not listed
 * @param contents the largest of them, largest saving first
 * @param packageSavedBytes what all repeated packages come to
 * @param packages all of them, largest saving first
 */
public record Siblings(
        long contentSavedBytes, List<SharedContent> contents, long packageSavedBytes, List<SharedPackage> packages) {

    public Siblings {
        contents = List.copyOf(contents);
        packages = List.copyOf(packages);
    }
}

package io.github.tcib.size;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Limits for some images, or for the set.
 *
 * @param name what to call it; waivers and reports do
 * @param images names or globs of the images it is for
 * @param severity what comes of a breach
 * @param limits all of which must hold
 */
public record Budget(String name, List<Glob> images, Severity severity, List<Limit> limits) {

    public Budget {
        images = List.copyOf(images);
        limits = List.copyOf(limits);
    }

    /** A limit. */
    public sealed interface Limit {

        /** The word in settings and reports. */
        String word();
    }

    /** All bytes of an image, unpacked. */
    public record MaxSize(long bytes) implements Limit {

        @Override
        public String word() {
            return "maxSize";
        }
    }

    /** The bytes an image adds to its parent, unpacked. */
    public record MaxOwn(long bytes) implements Limit {

        @Override
        public String word() {
            return "maxOwn";
        }
    }

    /** What an image itself grew by since the baseline; given both, both must be exceeded, so that noise is none. */
    public record MaxGrowth(OptionalDouble percent, OptionalLong bytes) implements Limit {

        @Override
        public String word() {
            return "maxGrowth";
        }
    }

    /** What an image's own layers hide. */
    public record MaxWaste(long bytes) implements Limit {

        @Override
        public String word() {
            return "maxWaste";
        }
    }

    /** Paths that an image must not show. */
    public record ForbiddenPaths(List<Glob> paths) implements Limit {

        public ForbiddenPaths {
            paths = List.copyOf(paths);
        }

        @Override
        public String word() {
            return "forbiddenPaths";
        }
    }

    /** The distinct bytes of the set, unpacked. */
    public record MaxSetSize(long bytes) implements Limit {

        @Override
        public String word() {
            return "maxSetSize";
        }
    }

    /** What a node of a profile that has nothing pulls over the network. */
    public record MaxProfilePull(String profile, long packedBytes) implements Limit {

        @Override
        public String word() {
            return "maxProfilePull";
        }
    }
}

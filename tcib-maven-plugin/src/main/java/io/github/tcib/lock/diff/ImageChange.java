package io.github.tcib.lock.diff;

import io.github.tcib.model.ImageName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What becomes of an image. Packages are told where they change; images built on it are built anew and have no changes of their
 * own.
 *
 * @param cause the nearest ancestor or base that changes, or what else is why; empty when the changes say it
 * @param changes of the packages that the image's own steps bring or take away
 */
public record ImageChange(ImageName image, State state, Optional<String> cause, List<PackageChange> changes) {

    /** What becomes of it. */
    public enum State {
        /** It is new. */
        ADDED,
        /** It is gone. */
        REMOVED,
        /** Its own packages, steps or parent change. */
        CHANGED,
        /** It is built on one that changes. */
        INHERITED,
        /** Nothing changes. */
        SAME;

        /** The state as reports have it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public ImageChange {
        changes = List.copyOf(changes);
    }

    /** Whether it has to be built anew. */
    public boolean isRebuilt() {
        return state == State.ADDED || state == State.CHANGED || state == State.INHERITED;
    }
}

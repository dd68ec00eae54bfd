package io.github.tcib.size;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What became of the images since the baseline.
 *
 * @param baseline what it is called
 * @param packed whether sizes are those that go over the network, since the baseline tells no others
 * @param changes one an image of either side: those that changed themselves first, largest change first, then by name
 */
public record Comparison(String baseline, boolean packed, List<Change> changes) {

    public Comparison {
        changes = List.copyOf(changes);
    }

    /** What became of an image itself, whatever its parent did. */
    public enum State {
        ADDED,
        REMOVED,
        GREW,
        SHRANK,
        /** Only what it inherits changed, if anything. */
        SAME;

        /** The word in JSON and CSV. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What became of one image.
     *
     * @param before all its bytes in the baseline; 0 if it was not there
     * @param after all its bytes now; 0 if it is gone
     * @param ownChange what its own layers grew by
     * @param inheritedChange what its ancestors grew by: theirs to explain
     * @param causes what made the own change, largest first; empty when the baseline does not tell
     */
    public record Change(
            String image,
            Optional<String> parent,
            State state,
            long before,
            long after,
            long ownChange,
            long inheritedChange,
            List<Cause> causes) {

        public Change {
            causes = List.copyOf(causes);
        }
    }

    /**
     * A package or a file that changed.
     *
     * @param name of the package, the rest in brackets, or the path
     * @param isPackage whether it is a package or a rest, not a path
     * @param detail versions before and after, or what became of the file
     * @param change in bytes
     */
    public record Cause(String name, boolean isPackage, String detail, long change) {}

    /** The changes of a state, in order. */
    public List<Change> of(State state) {
        return changes.stream().filter(change -> change.state() == state).toList();
    }

    public Optional<Change> of(String image) {
        return changes.stream().filter(change -> change.image().equals(image)).findFirst();
    }
}

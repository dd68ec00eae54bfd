package io.github.tcib.lock.resolve;

import io.github.tcib.lock.ArchitectureLock;
import io.github.tcib.model.Problem;
import java.util.List;

/**
 * What resolving a layout gave.
 *
 * @param resolved false when the lock before satisfied the layout, and nothing was asked
 * @param warnings what the user should look into
 */
public record Resolution(ArchitectureLock locked, boolean resolved, List<Problem> warnings) {

    public Resolution {
        warnings = List.copyOf(warnings);
    }
}

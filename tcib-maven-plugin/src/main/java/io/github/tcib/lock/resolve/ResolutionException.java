package io.github.tcib.lock.resolve;

import io.github.tcib.model.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** A layout whose packages cannot be resolved; the message is worded for the user. */
public final class ResolutionException extends Exception {

    private static final long serialVersionUID = 1;

    ResolutionException(String message) {
        super(message);
    }

    ResolutionException(List<Problem> problems) {
        super(
                problems.size() == 1
                        ? problems.get(0).toString()
                        : problems.size() + " problems with packages, nothing was written:\n"
                                + problems.stream()
                                        .map(problem -> "  " + problem)
                                        .collect(Collectors.joining("\n")));
    }
}

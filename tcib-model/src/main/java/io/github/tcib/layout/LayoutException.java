package io.github.tcib.layout;

import static java.util.stream.Collectors.joining;

import io.github.tcib.model.Problem;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** What the user wrote cannot be read or rendered; holds every problem that was found, sorted by place. */
public final class LayoutException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public LayoutException(Collection<Problem> problems) {
        super(problems.stream().sorted().map(Problem::toString).distinct().collect(joining("\n")));
        this.problems = List.copyOf(new TreeSet<>(problems));
    }

    public List<Problem> problems() {
        return problems;
    }
}

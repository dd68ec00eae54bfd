package io.github.tcib.lock;

import io.github.tcib.model.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** A lock file that cannot be used; the message is worded for the user. */
public final class LockException extends Exception {

    private static final long serialVersionUID = 1;

    private static final int MOST = 20;

    private final transient List<Problem> problems;

    LockException(List<Problem> problems) {
        super(wordingOf(problems));
        this.problems = List.copyOf(problems);
    }

    /** What is wrong in the file. */
    public List<Problem> problems() {
        return problems;
    }

    private static String wordingOf(List<Problem> problems) {
        int more = problems.size() - MOST;
        return problems.stream().limit(MOST).map(Problem::toString).collect(Collectors.joining("\n"))
                + (more > 0 ? "\nand " + more + " more" : "");
    }
}

package io.github.tcib.process;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** Keeps the last lines of what a command prints, from whichever thread they come. */
public final class LastLines implements Consumer<String> {

    private final int most;
    private final Deque<String> lines = new ArrayDeque<>();

    /** @param most how many lines are kept */
    public LastLines(int most) {
        this.most = most;
    }

    @Override
    public synchronized void accept(String line) {
        lines.add(line);
        if (lines.size() > most) {
            lines.remove();
        }
    }

    /** The lines, first to last. */
    public synchronized List<String> list() {
        return List.copyOf(lines);
    }
}

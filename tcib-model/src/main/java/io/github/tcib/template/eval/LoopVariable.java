package io.github.tcib.template.eval;

import io.github.tcib.template.python.Arguments;
import io.github.tcib.template.python.Comparison;
import io.github.tcib.template.python.Fault;
import io.github.tcib.template.python.Py;
import io.github.tcib.template.python.Py.Bool;
import io.github.tcib.template.python.Py.Int;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The variable loop: where a loop is. Looks ahead only when asked what comes. */
final class LoopVariable implements Py.Thing, Py.Function {
    private final Iterator<Py> source;
    private final UnaryOperator<Py> recursion;
    private final int depth;
    private final Deque<Py> ahead = new ArrayDeque<>();
    private Optional<Py> previous = Optional.empty();
    private Optional<Py> current = Optional.empty();
    private Optional<List<Py>> lastChanged = Optional.empty();
    private int index0 = -1;

    /**
     * Makes the variable of one loop.
     *
     * @param recursion what calling the variable does
     * @param depth how many loops it was called through, from 0
     */
    LoopVariable(Iterator<Py> source, UnaryOperator<Py> recursion, int depth) {
        this.source = source;
        this.recursion = recursion;
        this.depth = depth;
    }

    /** Goes to the next item, if there is one. */
    Optional<Py> advance() {
        Optional<Py> next = Optional.ofNullable(ahead.poll());
        if (next.isEmpty() && source.hasNext()) {
            next = Optional.of(source.next());
        }
        if (next.isPresent()) {
            index0++;
            previous = current;
            current = next;
        }
        return next;
    }

    private boolean hasNext() {
        if (ahead.isEmpty() && source.hasNext()) {
            ahead.add(source.next());
        }
        return !ahead.isEmpty();
    }

    private int length() {
        source.forEachRemaining(ahead::add);
        return index0 + 1 + ahead.size();
    }

    @Override
    public Optional<Py> attribute(String name) {
        return switch (name) {
            case "index" -> Optional.of(Int.of(index0 + 1));
            case "index0" -> Optional.of(Int.of(index0));
            case "revindex" -> Optional.of(Int.of(length() - index0));
            case "revindex0" -> Optional.of(Int.of(length() - index0 - 1));
            case "first" -> Optional.of(Bool.of(index0 == 0));
            case "last" -> Optional.of(Bool.of(!hasNext()));
            case "length" -> Optional.of(Int.of(length()));
            case "depth" -> Optional.of(Int.of(depth + 1));
            case "depth0" -> Optional.of(Int.of(depth));
            case "previtem" -> Optional.of(previous.orElseGet(() -> missing("previous")));
            case "nextitem" -> Optional.of(hasNext() ? ahead.element() : missing("next"));
            case "cycle" -> method(this::cycle);
            case "changed" -> method(this::changed);
            default -> Optional.empty();
        };
    }

    private static Optional<Py> method(Py.Function function) {
        return Optional.of(function);
    }

    private static Py missing(String which) {
        return new Py.Undefined(Fault.undefined("there is no " + which + " item in the loop"), false);
    }

    private Py cycle(Arguments arguments) {
        List<Py> items = arguments.positional();
        if (items.isEmpty()) {
            throw Fault.evaluation("no items for cycling given");
        }
        return items.get(index0 % items.size());
    }

    private Py changed(Arguments arguments) {
        List<Py> values = arguments.positional();
        boolean same = lastChanged.isPresent() && Comparison.equal(Py.Tuple.of(lastChanged.get()), Py.Tuple.of(values));
        lastChanged = Optional.of(values);
        return Bool.of(!same);
    }

    @Override
    public Py call(Arguments arguments) {
        if (arguments.positional().size() != 1) {
            throw Fault.evaluation("loop() takes one argument, what to loop over");
        }
        return recursion.apply(arguments.positional().get(0));
    }

    @Override
    public String typeName() {
        return "LoopContext";
    }

    @Override
    public String repr() {
        return "<LoopContext " + (index0 + 1) + "/" + length() + ">";
    }
}

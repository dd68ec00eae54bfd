package io.github.tcib.template.python;

import io.github.tcib.model.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An evaluation that cannot go on. Carries no stack trace: it is about a template, and the place in it is added on the way
 * out by the first that knows it.
 */
public final class Fault extends RuntimeException {

    /** What sort of fault it is. */
    public enum Kind {
        UNDEFINED,
        SYNTAX,
        EVALUATION
    }

    /** Faults quote values, which may be anything. */
    private static final int LONGEST = 2_000;

    private final Kind kind;
    private final String text;
    private final transient Supplier<Optional<String>> hint;
    private final transient Optional<Supplier<Location>> place;
    private final transient List<Supplier<String>> trail;

    private Fault(
            Kind kind,
            String text,
            Supplier<Optional<String>> hint,
            Optional<Supplier<Location>> place,
            List<Supplier<String>> trail) {
        super(text, null, false, false);
        this.kind = kind;
        this.text = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        this.hint = hint;
        this.place = place;
        this.trail = trail;
    }

    public static Fault evaluation(String message) {
        return new Fault(Kind.EVALUATION, message, Optional::empty, Optional.empty(), List.of());
    }

    public static Fault undefined(String message) {
        return new Fault(Kind.UNDEFINED, message, Optional::empty, Optional.empty(), List.of());
    }

    public static Fault syntax(String message) {
        return new Fault(Kind.SYNTAX, message, Optional::empty, Optional.empty(), List.of());
    }

    /** This fault with what to do about it; asked for only when it is shown, as most undefined values never are. */
    public Fault withHint(Supplier<Optional<String>> newHint) {
        return new Fault(kind, text, newHint, place, trail);
    }

    /** This fault, placed there unless its place is known already. */
    public Fault at(Supplier<Location> newPlace) {
        return place.isPresent() ? this : new Fault(kind, text, hint, Optional.of(newPlace), trail);
    }

    /** This fault with one more stage of the way by which it was reached, innermost first. */
    public Fault via(Supplier<String> stage) {
        List<Supplier<String>> longer = new ArrayList<>(trail);
        longer.add(stage);
        return new Fault(kind, text, hint, place, longer);
    }

    public Kind kind() {
        return kind;
    }

    public String text() {
        return text;
    }

    public Optional<String> hint() {
        return hint.get();
    }

    public Optional<Supplier<Location>> place() {
        return place;
    }

    public List<Supplier<String>> trail() {
        return trail;
    }
}

package io.github.tcib.template.syntax;

/** Keeps expressions from being nested, or chained, deeper than they can be evaluated. */
final class Depth {
    private static final int LINKS_A_LEVEL = 10;

    private final Tokens tokens;
    private final int most;
    private int depth;

    Depth(Tokens tokens, int most) {
        this.tokens = tokens;
        this.most = most;
    }

    void down() {
        if (++depth > most) {
            throw tokens.fault("expressions are nested deeper than " + most + " levels");
        }
    }

    void up() {
        depth--;
    }

    /** Notes how many operators, or filters, follow each other so far. */
    void link(int count) {
        if (count > most * LINKS_A_LEVEL) {
            throw tokens.fault("more than " + most * LINKS_A_LEVEL + " operators follow each other");
        }
    }
}

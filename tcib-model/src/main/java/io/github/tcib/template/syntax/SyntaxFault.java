package io.github.tcib.template.syntax;

import java.util.Optional;

/** A text that is no template, and the offset in it where that shows. */
public final class SyntaxFault extends RuntimeException {
    private final int offset;
    private final transient Optional<String> hint;

    SyntaxFault(String message, int offset, Optional<String> hint) {
        super(message, null, false, false);
        this.offset = offset;
        this.hint = hint;
    }

    SyntaxFault(String message, int offset) {
        this(message, offset, Optional.empty());
    }

    public int offset() {
        return offset;
    }

    public Optional<String> hint() {
        return hint;
    }

    SyntaxFault movedTo(int newOffset) {
        return new SyntaxFault(String.valueOf(getMessage()), newOffset, hint);
    }
}

package io.github.tcib.messages;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.lang.model.element.VariableElement;

/** Puts what callers hand over in the place of parameters. */
final class Passing {

    private Passing() {}

    static Text replace(Text text, Function<VariableElement, Optional<Text>> handed) {
        if (text instanceof Text.Passed passed) {
            return handed.apply(passed.parameter()).orElse(text);
        }
        if (text instanceof Text.Joined joined) {
            return new Text.Joined(
                    joined.parts().stream().map(part -> replace(part, handed)).toList());
        }
        if (text instanceof Text.Either either) {
            return new Text.Either(
                    either.options().stream().map(part -> replace(part, handed)).toList());
        }
        return text;
    }

    static Set<VariableElement> parametersIn(Text text) {
        Set<VariableElement> found = new LinkedHashSet<>();
        collect(text, found);
        return found;
    }

    private static void collect(Text text, Set<VariableElement> found) {
        if (text instanceof Text.Passed passed) {
            found.add(passed.parameter());
        } else if (text instanceof Text.Joined joined) {
            joined.parts().forEach(part -> collect(part, found));
        } else if (text instanceof Text.Either either) {
            either.options().forEach(part -> collect(part, found));
        }
    }
}

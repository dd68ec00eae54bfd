package io.github.tcib.layout;

import io.github.tcib.containerfile.JsonText;
import io.github.tcib.model.Location;
import io.github.tcib.model.Problem;
import io.github.tcib.template.Scope;
import io.github.tcib.template.TemplateException;
import io.github.tcib.template.Templating;
import io.github.tcib.template.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Renders the variables that are verbs and checks that each has the type its verb asks for. */
final class VerbValues {

    /** A text with its place. */
    record Located(String text, Location location) {}

    /** A key and its value as JSON, with the value's place. */
    record Pair(String key, String json, Location location) {}

    private final Scope scope;
    private final Templating templating;
    private final Consumer<Problem> problems;

    VerbValues(Scope scope, Templating templating, Consumer<Problem> problems) {
        this.scope = scope;
        this.templating = templating;
        this.problems = problems;
    }

    /** Renders a variable; empty when it is not set or cannot be rendered. */
    Optional<Value> rendered(String verb) {
        Optional<Value> value = scope.lookup(verb);
        if (value.isEmpty()) {
            return value;
        }
        try {
            return Optional.of(templating.render(value.get())).filter(v -> !(v instanceof Value.Null));
        } catch (TemplateException e) {
            problems.accept(e.problem());
            return Optional.empty();
        }
    }

    /** A text that is not empty. */
    Optional<Located> text(String verb) {
        return rendered(verb)
                .flatMap(value -> scalar(value, verb))
                .filter(text -> !text.text().isBlank());
    }

    /** A list of texts that are not empty. */
    List<Located> texts(String verb) {
        List<Located> texts = new ArrayList<>();
        for (Value item : items(verb)) {
            scalar(item, "an item of " + verb).ifPresent(text -> {
                if (text.text().isBlank()) {
                    problems.accept(Problem.of(text.location(), "an item of " + verb + " is empty"));
                } else {
                    texts.add(text);
                }
            });
        }
        return texts;
    }

    /** The items of a list, rendered; none when the variable is not set. */
    List<Value> items(String verb) {
        Optional<Value> value = rendered(verb);
        if (value.isEmpty()) {
            return List.of();
        }
        if (value.get() instanceof Value.Sequence list) {
            return list.items();
        }
        if (value.get() instanceof Value.Text text && text.text().isEmpty()) {
            return List.of();
        }
        wrongType(value.get(), verb, "a list", "write one '- ...' line for each item");
        return List.of();
    }

    /** A map of keys to single values, sorted by key. */
    List<Pair> pairs(String verb) {
        Optional<Value> value = rendered(verb);
        if (value.isEmpty()) {
            return List.of();
        }
        if (!(value.get() instanceof Value.Mapping map)) {
            wrongType(value.get(), verb, "a map", "write one 'name: value' line for each");
            return List.of();
        }
        List<Pair> pairs = new ArrayList<>();
        for (Value.Entry entry : map.entries()) {
            pair(verb, entry).ifPresent(pairs::add);
        }
        pairs.sort((a, b) -> a.key().compareTo(b.key()));
        return pairs;
    }

    /** Words: a list as it is, or a text split as a shell splits it. */
    Optional<List<String>> words(String verb) {
        Optional<Value> value = rendered(verb);
        if (value.isPresent() && value.get() instanceof Value.Sequence list) {
            return words(list, verb);
        }
        Optional<Located> text =
                value.flatMap(v -> scalar(v, verb)).filter(t -> !t.text().isBlank());
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<List<String>> words = ShellWords.split(text.get().text());
        if (words.isEmpty()) {
            problems.accept(Problem.of(
                    text.get().location(),
                    verb + " has a quote that is not closed: " + text.get().text(),
                    "close it, or write a YAML list"));
        }
        return words;
    }

    /** The items of a list as words of an exec form. */
    Optional<List<String>> words(Value.Sequence list, String verb) {
        List<String> words = new ArrayList<>();
        for (Value item : list.items()) {
            scalar(item, "an item of " + verb).ifPresent(word -> words.add(word.text()));
        }
        return words.size() < list.items().size() || words.isEmpty() ? Optional.empty() : Optional.of(words);
    }

    /** A single value as text; says what is wrong when it is a list, a map or nothing. */
    Optional<Located> scalar(Value value, String what) {
        Optional<String> text = ScalarText.of(value);
        if (text.isEmpty()) {
            wrongType(value, what, "text", "write a single value");
        }
        return text.map(t -> new Located(t, value.location()));
    }

    private Optional<Pair> pair(String verb, Value.Entry entry) {
        String key = ScalarText.of(entry.key()).orElse("");
        Value value = entry.value();
        Location location = entry.key().location();
        if (key.isEmpty() || key.chars().anyMatch(c -> c <= ' ' || c == '=' || c == '"' || c == '\'' || c == 0x7F)) {
            problems.accept(Problem.of(
                    location,
                    "'" + key.replaceAll("\\p{Cntrl}", "?") + "' is not a valid name in " + verb,
                    "use no white space, quotes or '='"));
            return Optional.empty();
        }
        if (value instanceof Value.Text text) {
            return Optional.of(new Pair(key, JsonText.quote(text.text()), text.location()));
        }
        if (value instanceof Value.Bool truth) {
            return Optional.of(new Pair(key, String.valueOf(truth.value()), truth.location()));
        }
        if (value instanceof Value.Numeric) {
            return ScalarText.of(value).map(number -> new Pair(key, number, value.location()));
        }
        wrongType(
                value, verb + "." + key, "a single value", "maps and lists cannot be nested here; '' is an empty text");
        return Optional.empty();
    }

    private void wrongType(Value value, String what, String wanted, String hint) {
        problems.accept(Problem.of(value.location(), what + " must be " + wanted + ", but is " + Kind.of(value), hint));
    }
}

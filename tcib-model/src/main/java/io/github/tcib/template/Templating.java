package io.github.tcib.template;

import io.github.tcib.model.Location;
import io.github.tcib.model.Problem;
import io.github.tcib.template.Value.Entry;
import io.github.tcib.template.Value.Mapping;
import io.github.tcib.template.Value.Sequence;
import io.github.tcib.template.Value.Text;
import io.github.tcib.template.python.Budget;
import io.github.tcib.template.python.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Renders the values of one image as Ansible would. Values of variables are rendered where they are first used and kept;
 * an instance is for one thread at a time.
 */
public final class Templating {
    private final Limits limits;
    private final Renderer renderer;

    /**
     * Prepares rendering.
     *
     * @param scope the variables templates may use
     * @param environment what {@code lookup('env', …)} sees
     * @param limits what one call of {@link #render} may use up
     */
    public Templating(Scope scope, Map<String, String> environment, Limits limits) {
        this.limits = limits;
        this.renderer = new Renderer(scope, environment, limits);
    }

    /**
     * Renders deeply: every text in the value is a template, lists and maps element by element; keys are no templates. A
     * text that is no template comes back as the same object, other results have the location of their template.
     *
     * @throws TemplateException if a template in the value, or in a variable it uses, has no value
     */
    public Value render(Value value) throws TemplateException {
        try {
            renderer.start(new Budget(limits.maxSteps(), limits.maxOutputChars(), limits.maxTime()));
            return rendered(value);
        } catch (Fault fault) {
            throw failure(fault, value.location());
        } catch (StackOverflowError e) {
            throw failure(Fault.evaluation("the template, or the data it makes, is nested too deep"), value.location());
        }
    }

    private Value rendered(Value value) {
        if (value instanceof Sequence sequence) {
            List<Value> items = new ArrayList<>(sequence.items().size());
            sequence.items().forEach(item -> items.add(rendered(item)));
            return new Sequence(items, sequence.location());
        }
        if (value instanceof Mapping mapping) {
            List<Entry> entries = new ArrayList<>(mapping.entries().size());
            mapping.entries().forEach(entry -> entries.add(new Entry(entry.key(), rendered(entry.value()))));
            return new Mapping(entries, mapping.location());
        }
        if (value instanceof Text text && Renderer.mayBeTemplate(text.text())) {
            return Conversion.toValue(renderer.rendered(text), text.location());
        }
        return value;
    }

    private static TemplateException failure(Fault fault, Location start) {
        Location location = fault.place().map(Supplier::get).orElse(start);
        StringBuilder message = new StringBuilder(fault.text());
        String separator = " (used in ";
        for (Supplier<String> stage : fault.trail()) {
            message.append(separator).append(stage.get());
            separator = ", used in ";
        }
        if (!fault.trail().isEmpty()) {
            message.append(')');
        }
        TemplateException.Kind kind = switch (fault.kind()) {
            case UNDEFINED -> TemplateException.Kind.UNDEFINED;
            case SYNTAX -> TemplateException.Kind.SYNTAX;
            case EVALUATION -> TemplateException.Kind.EVALUATION;
        };
        return new TemplateException(new Problem(location, message.toString(), fault.hint()), kind);
    }

    /** The rendered value of a variable, or empty if there is none of that name. */
    public Optional<Value> renderVariable(String name) throws TemplateException {
        Optional<Value> value = renderer.lookup(name);
        return value.isPresent() ? Optional.of(render(value.get())) : Optional.empty();
    }
}

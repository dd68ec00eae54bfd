package io.github.tcib.template;

import io.github.tcib.model.Problem;
import io.github.tcib.template.Value.Entry;
import io.github.tcib.template.Value.Mapping;
import io.github.tcib.template.Value.Sequence;
import io.github.tcib.template.Value.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Renders the values of one image as Ansible would. */
public final class Templating {
    private static final Pattern REFERENCE = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");
    private final Scope scope;

    /**
     * @param scope the variables templates may use
     * @param environment what {@code lookup('env', …)} sees
     */
    public Templating(Scope scope, Map<String, String> environment, Limits limits) {
        this.scope = scope;
    }

    /**
     * Renders deeply: every text in the value is a template, lists and maps element by element; keys are no templates.
     *
     * @throws TemplateException if a template in the value, or in a variable it uses, has no value
     */
    public Value render(Value value) throws TemplateException {
        if (value instanceof Text text) {
            return rendered(text);
        }
        if (value instanceof Sequence sequence) {
            List<Value> items = new ArrayList<>();
            for (Value item : sequence.items()) {
                items.add(render(item));
            }
            return new Sequence(items, sequence.location());
        }
        if (value instanceof Mapping mapping) {
            List<Entry> entries = new ArrayList<>();
            for (Entry entry : mapping.entries()) {
                entries.add(new Entry(entry.key(), render(entry.value())));
            }
            return new Mapping(entries, mapping.location());
        }
        return value;
    }

    private Value rendered(Text text) throws TemplateException {
        Matcher matcher = REFERENCE.matcher(text.text());
        StringBuilder result = new StringBuilder();
        int end = 0;
        while (matcher.find()) {
            String name = matcher.group(1);
            Value value = render(scope.lookup(name)
                    .orElseThrow(() -> new TemplateException(
                            Problem.of(text.location(), "'" + name + "' is undefined"),
                            TemplateException.Kind.UNDEFINED)));
            if (matcher.matches()) {
                return value;
            }
            result.append(text.text(), end, matcher.start()).append(value instanceof Text t ? t.text() : value);
            end = matcher.end();
        }
        return Text.of(result.append(text.text().substring(end)).toString(), text.location());
    }
}

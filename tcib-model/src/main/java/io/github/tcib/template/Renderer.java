package io.github.tcib.template;

import io.github.tcib.model.Location;
import io.github.tcib.template.Value.Bool;
import io.github.tcib.template.Value.Null;
import io.github.tcib.template.Value.Numeric;
import io.github.tcib.template.Value.Text;
import io.github.tcib.template.eval.Rendering;
import io.github.tcib.template.eval.Variables;
import io.github.tcib.template.plugin.Plugins;
import io.github.tcib.template.python.Budget;
import io.github.tcib.template.python.Fault;
import io.github.tcib.template.python.Py;
import io.github.tcib.template.syntax.SyntaxFault;
import io.github.tcib.template.syntax.Template;
import io.github.tcib.template.syntax.Vocabulary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Renders texts and, as they are needed, the variables they use. */
final class Renderer implements Variables, Vocabulary {
    private static final Pattern ONE_VARIABLE =
            Pattern.compile("\\{\\{\\s*(\\w*)\\s*}}\n?", Pattern.UNICODE_CHARACTER_CLASS);

    private static final Plugins PLUGINS = new Plugins();

    private final Scope scope;
    private final Map<String, String> environment;
    private final FileNames files;
    private final Limits limits;

    private final Map<String, Template> parsed = new HashMap<>();
    private final Map<String, Py> known = new HashMap<>();
    private final Set<String> inProgress = new LinkedHashSet<>();
    private Budget budget;

    Renderer(Scope scope, Map<String, String> environment, FileNames files, Limits limits) {
        this.scope = scope;
        this.files = files;
        this.environment = Map.copyOf(environment);
        this.limits = limits;
        this.budget = new Budget(limits.maxSteps(), limits.maxOutputChars(), limits.maxTime());
    }

    /** Begins a rendering that may use up so much. */
    void start(Budget newBudget) {
        budget = newBudget;
        inProgress.clear();
    }

    static boolean mayBeTemplate(String text) {
        return text.contains("{{") || text.contains("{%") || text.contains("{#");
    }

    /** The rendered value of a text. */
    Py rendered(Text text) {
        if (!mayBeTemplate(text.text())) {
            return Py.Str.of(text.text());
        }
        return verbatim(text.text())
                .orElseGet(() -> rendered(text.text(), offset -> text.origin().at(offset)));
    }

    /** A number, truth value or null, when the text is nothing but the name of a variable that is one. */
    private Optional<Py> verbatim(String text) {
        Matcher matcher = ONE_VARIABLE.matcher(text);
        return matcher.matches()
                ? scope.lookup(matcher.group(1))
                        .filter(value -> value instanceof Bool || value instanceof Numeric || value instanceof Null)
                        .map(value -> Conversion.toPython(value, this::rendered))
                : Optional.empty();
    }

    private Py rendered(String text, IntFunction<Location> origin) {
        IntFunction<Supplier<Location>> places = offset -> () -> origin.apply(offset);
        Template template;
        try {
            template = template(text);
        } catch (SyntaxFault fault) {
            throw Fault.syntax(String.valueOf(fault.getMessage()))
                    .withHint(fault::hint)
                    .at(places.apply(fault.offset()));
        }
        Py result = new Rendering(this, PLUGINS, budget, places).run(template);
        return result instanceof Py.Str str ? withLineEnds(str, text) : result;
    }

    private Template template(String text) {
        Template template = parsed.get(text);
        if (template == null) {
            template = Template.parse(text, this, limits.maxDepth());
            parsed.put(text, template);
        }
        return template;
    }

    /** The line ends at the end of a template that got lost in rendering are put back. */
    private static Py withLineEnds(Py.Str result, String template) {
        int missing = lineEnds(template) - lineEnds(result.text());
        return missing <= 0 ? result : new Py.Str(result.text() + "\n".repeat(missing), result.flavor());
    }

    private static int lineEnds(String text) {
        int start = text.length();
        while (start > 0 && text.charAt(start - 1) == '\n') {
            start--;
        }
        return text.length() - start;
    }

    Optional<Value> lookup(String name) {
        return scope.lookup(name);
    }

    @Override
    public Optional<Py> variable(String name) {
        Py value = known.get(name);
        if (value != null) {
            return Optional.of(value);
        }
        Optional<Value> source = scope.lookup(name);
        if (source.isEmpty()) {
            return Optional.empty();
        }
        if (!inProgress.add(name)) {
            throw Fault.evaluation("variables refer to each other in a circle: " + circle(name));
        }
        if (inProgress.size() > limits.maxDepth()) {
            throw Fault.evaluation("variables refer to each other deeper than " + limits.maxDepth() + " levels");
        }
        try {
            value = Conversion.toPython(source.get(), this::rendered);
        } catch (Fault fault) {
            if (fault.kind() != Fault.Kind.UNDEFINED) {
                throw fault;
            }
            value = new Py.Undefined(fault, false);
        } finally {
            inProgress.remove(name);
        }
        known.put(name, value);
        return Optional.of(value);
    }

    private String circle(String name) {
        List<String> chain = new ArrayList<>(inProgress);
        chain = new ArrayList<>(chain.subList(chain.indexOf(name), chain.size()));
        chain.add(name);
        return String.join(" -> ", chain);
    }

    @Override
    public Set<String> names() {
        return scope.names();
    }

    @Override
    public Optional<String> remedy(String name) {
        return scope.remedy(name);
    }

    @Override
    public Py render(Py value) {
        if (value instanceof Py.Str str && mayBeTemplate(str.text())) {
            return verbatim(str.text())
                    .orElseGet(() -> rendered(str.text(), offset -> Location.of("a lookup's argument")));
        } else if (value instanceof Py.Array array) {
            List<Py> items = new ArrayList<>(array.items().size());
            array.items().forEach(item -> items.add(render(item)));
            return new Py.Array(items);
        }
        return value;
    }

    @Override
    public Optional<String> environment(String name) {
        return Optional.ofNullable(environment.get(name));
    }

    @Override
    public List<String> files(String pattern) {
        return files.matching(pattern);
    }

    @Override
    public Set<String> filters() {
        return PLUGINS.filters();
    }

    @Override
    public Set<String> tests() {
        return PLUGINS.tests();
    }
}

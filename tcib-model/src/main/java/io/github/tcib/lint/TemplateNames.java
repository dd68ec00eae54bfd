package io.github.tcib.lint;

import io.github.tcib.template.Scope;
import io.github.tcib.template.Value;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names that templates use, found without rendering, so that branches not taken count too. Every word inside an expression
 * counts, also in quotes: rather miss an unused variable than blame a used one.
 */
final class TemplateNames {

    private static final Pattern EXPRESSION = Pattern.compile("\\{\\{.*?}}|\\{%.*?%}", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*");

    private final Scope scope;
    private final Set<String> variables = new HashSet<>();
    private final Set<String> words = new HashSet<>();
    private final StringBuilder expressions = new StringBuilder();

    private TemplateNames(Scope scope) {
        this.scope = scope;
    }

    /** Follows variables from some of them to all they are made of. */
    static TemplateNames reachedFrom(Collection<String> roots, Scope scope) {
        TemplateNames names = new TemplateNames(scope);
        roots.forEach(names::reach);
        return names;
    }

    /** Whether a variable is used. */
    boolean uses(String variable) {
        return variables.contains(variable);
    }

    /** Whether a key of a map is used, or the map as a whole. */
    boolean usesKey(String variable, String key) {
        return words.contains(key) || isUsedWhole(variable);
    }

    private boolean isUsedWhole(String variable) {
        Matcher matcher = Pattern.compile("\\b" + Pattern.quote(variable) + "\\b(?!\\s*(\\.\\s*\\w|\\[\\s*['\"]))")
                .matcher(expressions);
        Matcher method = Pattern.compile(
                        "\\b" + Pattern.quote(variable) + "\\s*\\.\\s*(items|values|keys|get|iteritems)\\b")
                .matcher(expressions);
        return matcher.find() || method.find();
    }

    private void reach(String variable) {
        if (variables.add(variable)) {
            scope.lookup(variable).ifPresent(this::read);
        }
    }

    private void read(Value value) {
        if (value instanceof Value.Text text) {
            Matcher expression = EXPRESSION.matcher(text.text());
            while (expression.find()) {
                expressions.append(expression.group()).append('\n');
                Matcher name = NAME.matcher(expression.group());
                while (name.find()) {
                    words.add(name.group());
                    reach(name.group());
                }
            }
        } else if (value instanceof Value.Sequence list) {
            list.items().forEach(this::read);
        } else if (value instanceof Value.Mapping map) {
            map.entries().forEach(entry -> read(entry.value()));
        }
    }
}

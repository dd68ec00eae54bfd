package io.github.tcib.lint;

import io.github.tcib.model.Location;
import io.github.tcib.model.NearName;
import io.github.tcib.model.Problem;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** How severe the breach of each rule is. */
public final class Severities {

    private final Map<Rule, Severity> byRule = new EnumMap<>(Rule.class);

    private Severities() {
        for (Rule rule : Rule.values()) {
            byRule.put(rule, rule.usualSeverity());
        }
    }

    /** Each rule's usual severity. */
    public static Severities usual() {
        return new Severities();
    }

    /**
     * The usual severities changed by settings.
     *
     * @param settings rule ids and words of severities
     * @param source the setting's name, for messages
     * @param problems takes what is wrong with the settings
     */
    public static Severities of(Map<String, String> settings, String source, Consumer<Problem> problems) {
        Severities severities = new Severities();
        settings.forEach((id, word) -> {
            Optional<Rule> rule = Rule.of(id);
            Optional<Severity> severity = Severity.of(word);
            if (rule.isEmpty()) {
                problems.accept(Problem.of(
                        Location.of(source),
                        "there is no rule '" + id + "'",
                        NearName.hint(id, Rule.ids()).orElse("rules are " + String.join(", ", Rule.ids()))));
            } else if (severity.isEmpty()) {
                problems.accept(Problem.of(
                        Location.of(source),
                        "'" + word + "' is no severity",
                        "severities are " + String.join(", ", Severity.words())));
            } else if (rule.get() == Rule.LAYOUT_ERROR && severity.get() != Severity.ERROR) {
                problems.accept(Problem.of(
                        Location.of(source), "layout-error cannot be turned down: nothing can be generated"));
            } else {
                severities.byRule.put(rule.get(), severity.get());
            }
        });
        return severities;
    }

    /** How severe the breach of a rule is. */
    public Severity of(Rule rule) {
        return byRule.getOrDefault(rule, rule.usualSeverity());
    }
}

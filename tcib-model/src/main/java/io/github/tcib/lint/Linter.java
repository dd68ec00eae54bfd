package io.github.tcib.lint;

import io.github.tcib.layout.SourceTree;
import io.github.tcib.model.Problem;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Applies the rules to a layout. */
public final class Linter {

    private static final List<Check> CHECKS = List.of(
            new ReaderWarnings(),
            new PackageChains(),
            new CacheLeft(),
            new UndoneFiles(),
            new UnusedVariables(),
            new MissingSources(),
            new UnpinnedBases(),
            new OpenNetwork(),
            new RootUsers(),
            new CommonPackages());

    private final Severities severities;

    public Linter(Severities severities) {
        this.severities = severities;
    }

    /** What breaks the rules in a layout that was read, sorted by place. */
    public List<Finding> findingsIn(SourceTree tree) {
        Set<Finding> found = new TreeSet<>();
        for (Check check : CHECKS) {
            check.check(tree, (rule, problem) -> add(found, rule, problem));
        }
        return List.copyOf(found);
    }

    /** What kept a layout from being read, as findings. */
    public List<Finding> findingsOf(List<Problem> problems) {
        Set<Finding> found = new TreeSet<>();
        problems.forEach(problem -> add(found, Rule.LAYOUT_ERROR, problem));
        return List.copyOf(found);
    }

    private void add(Set<Finding> found, Rule rule, Problem problem) {
        Severity severity = severities.of(rule);
        if (severity != Severity.OFF) {
            found.add(new Finding(rule, severity, problem));
        }
    }
}

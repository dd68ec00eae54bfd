package io.github.tcib.lint;

import io.github.tcib.layout.SourceTree;
import io.github.tcib.layout.VerbNames;
import io.github.tcib.model.Problem;
import java.util.HashSet;
import java.util.Set;

/** Hands on what the reader of the layout warned of; near misses of verbs are a rule of their own. */
final class ReaderWarnings implements Check {

    @Override
    public void check(SourceTree tree, Findings findings) {
        Set<Problem> near = new HashSet<>();
        tree.sources().values().forEach(source -> VerbNames.warnOfNear(source.variables(), near::add));
        near.forEach(problem -> findings.add(Rule.NEAR_VERB, problem));
        tree.tree().warnings().stream()
                .filter(problem -> !near.contains(problem))
                .forEach(problem -> findings.add(Rule.LAYOUT_WARNING, problem));
    }
}

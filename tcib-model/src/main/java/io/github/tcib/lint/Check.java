package io.github.tcib.lint;

import io.github.tcib.layout.SourceTree;
import io.github.tcib.model.Problem;

/** Looks for the breach of one rule, or of rules that are found on one way through the tree. */
interface Check {

    /** Takes what was found. */
    interface Findings {
        void add(Rule rule, Problem problem);
    }

    void check(SourceTree tree, Findings findings);
}

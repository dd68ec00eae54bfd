package io.github.tcib.size;

import java.util.List;

/**
 * How the budgets fared.
 *
 * @param checks how many limits were held against an image, a profile or the set
 * @param breaches those that do not hold, in the order of the budgets and images
 * @param problems rules that cannot mean what they say
 */
public record BudgetOutcome(int checks, List<Breach> breaches, List<SizeProblem> problems) {

    public BudgetOutcome {
        breaches = List.copyOf(breaches);
        problems = List.copyOf(problems);
    }

    /** The breaches for which the goal fails. */
    public List<Breach> failures() {
        return breaches.stream().filter(Breach::isFailure).toList();
    }
}

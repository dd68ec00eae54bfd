package io.github.tcib.size;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything a report tells.
 *
 * @param title what the report is of, such as the project's coordinates
 * @param measured the images
 * @param profiles what kinds of nodes pull
 * @param comparison with the baseline, if there is one
 * @param budgets how the budgets fared
 * @param problems what is missing from the report, and rules that cannot mean what they say
 */
public record SizeReport(
        String title,
        Measured measured,
        List<ProfileFigures> profiles,
        Optional<Comparison> comparison,
        BudgetOutcome budgets,
        List<SizeProblem> problems) {

    public SizeReport {
        profiles = List.copyOf(profiles);
        problems = List.copyOf(problems);
    }

    /** Compares, and holds the budgets against what was measured. */
    public static SizeReport of(
            String title, Measured measured, List<Profile> profiles, Optional<Baseline> baseline, Budgets budgets) {
        List<SizeProblem> problems = new ArrayList<>(measured.problems());
        Optional<String> obstacle = baseline.flatMap(before -> BaselineComparison.obstacle(measured, before));
        obstacle.ifPresent(message -> problems.add(SizeProblem.warning(message)));
        Optional<Comparison> comparison = baseline.filter(before -> obstacle.isEmpty())
                .map(before -> new BaselineComparison(measured, before).compare());
        List<ProfileFigures> figures = Profiles.figures(profiles, measured, baseline, problems);
        BudgetOutcome outcome = budgets.check(measured, figures, comparison);
        problems.addAll(outcome.problems());
        return new SizeReport(title, measured, figures, comparison, outcome, problems);
    }

    /** Whether the goal fails. */
    public boolean isFailure() {
        return !budgets.failures().isEmpty()
                || problems.stream().anyMatch(problem -> problem.severity() == Severity.FAIL);
    }
}

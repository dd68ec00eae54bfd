package io.github.tcib.size;

import io.github.tcib.model.NearName;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Holds budgets against what was measured, and finds every breach. */
public final class Budgets {

    private final List<Budget> budgets;
    private final List<Waiver> waivers;
    private final LocalDate today;

    private final List<Breach> breaches = new ArrayList<>();
    private final List<SizeProblem> problems = new ArrayList<>();
    private int checks;

    /** @param today tells which waivers have expired */
    public Budgets(List<Budget> budgets, List<Waiver> waivers, LocalDate today) {
        this.budgets = List.copyOf(budgets);
        this.waivers = List.copyOf(waivers);
        this.today = today;
    }

    /** Checks all limits. To be called once. */
    public BudgetOutcome check(Measured measured, List<ProfileFigures> profiles, Optional<Comparison> comparison) {
        List<ImageFigures> images = measured.ofTheSet();
        List<String> names = images.stream().map(ImageFigures::name).toList();
        List<String> profileNames = profiles.stream().map(ProfileFigures::name).toList();
        for (Budget budget : budgets) {
            tellUnknown("budget '" + budget.name() + "'", budget.images(), names);
            for (Budget.Limit limit : budget.limits()) {
                check(budget, limit, measured, profiles, comparison);
            }
        }
        List<String> subjects = new ArrayList<>(names);
        subjects.addAll(profileNames);
        waivers.forEach(waiver -> tellUnknown("the waiver '" + waiver.reason() + "'", waiver.images(), subjects));
        return new BudgetOutcome(checks, breaches, problems);
    }

    private void check(
            Budget budget,
            Budget.Limit limit,
            Measured measured,
            List<ProfileFigures> profiles,
            Optional<Comparison> comparison) {
        if (limit instanceof Budget.MaxSetSize max) {
            Optional<SetFigures.Unpacked> unpacked = measured.set().unpacked();
            if (unpacked.isPresent()) {
                atMost(budget, max, Breach.SET, unpacked.get().distinctBytes(), max.bytes(), "distinct bytes");
            } else {
                tellUncheckable(budget, limit);
            }
        } else if (limit instanceof Budget.MaxProfilePull max) {
            checkProfile(budget, max, profiles);
        } else if (measured.isManifestsOnly() && !(limit instanceof Budget.MaxGrowth)) {
            tellUncheckable(budget, limit);
        } else {
            for (ImageFigures image : measured.ofTheSet()) {
                if (budget.images().stream().anyMatch(glob -> glob.matches(image.name()))) {
                    checkImage(budget, limit, image, comparison);
                }
            }
        }
    }

    /** A limit that fails the build must not pass because nobody looked. */
    private void tellUncheckable(Budget budget, Budget.Limit limit) {
        problems.add(new SizeProblem(
                budget.severity(),
                "budget '" + budget.name() + "': " + limit.word() + " cannot be checked: manifests do not tell what is"
                        + " in layers, nor their unpacked sizes; set tcib.sizeReport.pull to read the layers"));
    }

    private void checkProfile(Budget budget, Budget.MaxProfilePull max, List<ProfileFigures> profiles) {
        Optional<ProfileFigures> profile = profiles.stream()
                .filter(one -> one.name().equals(max.profile()))
                .findFirst();
        if (profile.isEmpty()) {
            List<String> known = profiles.stream().map(ProfileFigures::name).toList();
            problems.add(SizeProblem.failure("budget '" + budget.name() + "': there is no profile '" + max.profile()
                    + "'" + hint(max.profile(), known)));
            return;
        }
        atMost(
                budget,
                max,
                max.profile(),
                profile.get().cold().packedBytes(),
                max.packedBytes(),
                "pulled by a node that has nothing");
    }

    private void checkImage(Budget budget, Budget.Limit limit, ImageFigures image, Optional<Comparison> comparison) {
        if (limit instanceof Budget.MaxSize max) {
            atMost(budget, max, image.name(), image.shares().all(), max.bytes(), "in all");
        } else if (limit instanceof Budget.MaxOwn max) {
            atMost(budget, max, image.name(), image.shares().own(), max.bytes(), "over its parent");
        } else if (limit instanceof Budget.MaxWaste max) {
            long waste = image.bytes().map(ImageFigures.Bytes::wasteOwn).orElse(0L);
            atMost(budget, max, image.name(), waste, max.bytes(), "hidden by its own layers");
        } else if (limit instanceof Budget.MaxGrowth max) {
            comparison
                    .flatMap(one -> one.of(image.name()))
                    .filter(change -> change.state() != Comparison.State.ADDED)
                    .ifPresent(change -> checkGrowth(
                            budget,
                            max,
                            change,
                            comparison.filter(Comparison::packed).isPresent() ? ", packed," : ""));
        } else if (limit instanceof Budget.ForbiddenPaths forbidden) {
            checks++;
            for (Glob path : forbidden.paths()) {
                List<String> found = image.forbidden().getOrDefault(path.toString(), List.of());
                if (!found.isEmpty()) {
                    add(
                            budget,
                            limit,
                            image.name(),
                            "shows /" + String.join(", /", found.subList(0, Math.min(3, found.size())))
                                    + (found.size() > 3 ? " and more" : "") + ", forbidden by " + path);
                }
            }
        }
    }

    private void checkGrowth(Budget budget, Budget.MaxGrowth max, Comparison.Change change, String measure) {
        checks++;
        double percent = change.before() == 0 ? 0 : 100.0 * change.ownChange() / change.before();
        boolean overPercent = max.percent().isEmpty() || percent > max.percent().getAsDouble();
        boolean overBytes =
                max.bytes().isEmpty() || change.ownChange() > max.bytes().getAsLong();
        if (overPercent && overBytes && change.ownChange() > 0) {
            List<String> limits = new ArrayList<>();
            max.percent().ifPresent(limit -> limits.add(String.format(Locale.ROOT, "%.1f %%", limit)));
            max.bytes().ifPresent(limit -> limits.add(Sizes.text(limit)));
            add(
                    budget,
                    max,
                    change.image(),
                    String.format(
                            Locale.ROOT,
                            "grew by itself by %s%s (%.1f %%) since the baseline, at most %s",
                            Sizes.text(change.ownChange()),
                            measure,
                            percent,
                            String.join(" and ", limits)));
        }
    }

    private void atMost(Budget budget, Budget.Limit limit, String subject, long found, long most, String what) {
        checks++;
        if (found > most) {
            add(
                    budget,
                    limit,
                    subject,
                    Sizes.text(found) + " " + what + ", at most " + Sizes.text(most) + " (" + (found - most)
                            + " B too many)");
        }
    }

    private void add(Budget budget, Budget.Limit limit, String subject, String message) {
        List<Waiver> concerned = waivers.stream()
                .filter(waiver -> waiver.concerns(subject, limit))
                .toList();
        Optional<Waiver> valid = concerned.stream()
                .filter(waiver -> !today.isAfter(waiver.until()))
                .findFirst();
        String expired = valid.isEmpty() && !concerned.isEmpty()
                ? "; its waiver '" + concerned.get(0).reason() + "' expired on "
                        + concerned.get(0).until()
                : "";
        breaches.add(new Breach(
                budget.name(),
                limit.word(),
                subject,
                budget.severity(),
                message + expired,
                valid.map(waiver -> waiver.reason() + " (until " + waiver.until() + ")")));
    }

    private void tellUnknown(String rule, List<Glob> globs, Collection<String> known) {
        for (Glob glob : globs) {
            if (known.stream().noneMatch(glob::matches) && !glob.toString().equals("*")) {
                String message = rule + ": no image is called '" + glob + "'" + hint(glob.toString(), known);
                problems.add(glob.hasWildcard() ? SizeProblem.warning(message) : SizeProblem.failure(message));
            }
        }
    }

    private static String hint(String word, Collection<String> known) {
        return NearName.hint(word, known).map(hint -> "; " + hint).orElse("");
    }
}

package io.github.tcib.maven;

import io.github.tcib.size.Budget;
import io.github.tcib.size.Glob;
import io.github.tcib.size.Severity;
import io.github.tcib.size.Sizes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.apache.maven.plugin.MojoFailureException;
import org.jspecify.annotations.Nullable;

/** A budget as it stands in the POM. */
public final class BudgetParameter {

    /** What to call it. Default: the images it is for. */
    private @Nullable String name;

    /** Names or globs of the images it is for. Default: all. */
    private List<String> images = List.of();

    /** Most bytes of an image, such as {@code 1.9 GB}. */
    private @Nullable String maxSize;

    /** Most bytes an image adds to its parent. */
    private @Nullable String maxOwn;

    /** Most bytes that an image's own layers hide. */
    private @Nullable String maxWaste;

    /** Most bytes an image itself may grow by since the baseline. */
    private @Nullable String maxGrowth;

    /** Most percent an image itself may grow by since the baseline; with maxGrowth, both must be exceeded. */
    private @Nullable String maxGrowthPercent;

    /** Most distinct bytes of the whole set. */
    private @Nullable String maxSetSize;

    /** Name of the profile that maxProfilePull is about. */
    private @Nullable String profile;

    /** Most bytes that a node of the profile pulls when it has nothing. */
    private @Nullable String maxProfilePull;

    /** Globs of paths that no image may show. */
    private List<String> forbiddenPaths = List.of();

    /** What comes of a breach: {@code fail} or {@code warn}. */
    private String severity = "fail";

    Budget budget() throws MojoFailureException {
        List<Budget.Limit> limits = new ArrayList<>();
        if (maxSize != null) {
            limits.add(new Budget.MaxSize(bytes("maxSize", maxSize)));
        }
        if (maxOwn != null) {
            limits.add(new Budget.MaxOwn(bytes("maxOwn", maxOwn)));
        }
        if (maxWaste != null) {
            limits.add(new Budget.MaxWaste(bytes("maxWaste", maxWaste)));
        }
        if (maxGrowth != null || maxGrowthPercent != null) {
            limits.add(new Budget.MaxGrowth(
                    maxGrowthPercent == null ? OptionalDouble.empty() : OptionalDouble.of(percent(maxGrowthPercent)),
                    maxGrowth == null ? OptionalLong.empty() : OptionalLong.of(bytes("maxGrowth", maxGrowth))));
        }
        if (maxSetSize != null) {
            limits.add(new Budget.MaxSetSize(bytes("maxSetSize", maxSetSize)));
        }
        if (maxProfilePull != null) {
            if (profile == null) {
                throw wrong("maxProfilePull needs <profile>, the name of a profile");
            }
            limits.add(new Budget.MaxProfilePull(profile, bytes("maxProfilePull", maxProfilePull)));
        }
        if (!forbiddenPaths.isEmpty()) {
            limits.add(new Budget.ForbiddenPaths(Glob.all(forbiddenPaths)));
        }
        if (limits.isEmpty()) {
            throw wrong("it has no limit; give one of maxSize, maxOwn, maxWaste, maxGrowth, maxGrowthPercent,"
                    + " maxSetSize, maxProfilePull, forbiddenPaths");
        }
        return new Budget(title(), Glob.all(images.isEmpty() ? List.of("*") : images), severity(), limits);
    }

    private String title() {
        return name != null ? name : images.isEmpty() ? "all images" : String.join(", ", images);
    }

    private Severity severity() throws MojoFailureException {
        return switch (severity.toLowerCase(Locale.ROOT)) {
            case "fail" -> Severity.FAIL;
            case "warn" -> Severity.WARN;
            default -> throw wrong("severity '" + severity + "' is not known; use fail or warn");
        };
    }

    private long bytes(String limit, String text) throws MojoFailureException {
        try {
            return Sizes.parse(text);
        } catch (IllegalArgumentException e) {
            throw wrong(limit + ": " + e.getMessage());
        }
    }

    private double percent(String text) throws MojoFailureException {
        try {
            return Double.parseDouble(text.replace("%", "").strip());
        } catch (NumberFormatException e) {
            throw wrong("maxGrowthPercent: '" + text + "' is no number of percent");
        }
    }

    private MojoFailureException wrong(String what) {
        return new MojoFailureException("budget '" + title() + "': " + what);
    }
}

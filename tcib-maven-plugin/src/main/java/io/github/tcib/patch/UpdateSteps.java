package io.github.tcib.patch;

import static java.util.stream.Collectors.joining;

import io.github.tcib.build.BuildFailure;
import io.github.tcib.patch.ImagePatcher.Changed;
import io.github.tcib.patch.ImagePatcher.Shell;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Updates packages from repositories. */
final class UpdateSteps implements PackageSteps {

    private final Patch.Update update;
    private final boolean repoDirectory;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    /** @param repoDirectory whether {@code .repo} files are mounted */
    UpdateSteps(Patch.Update update, boolean repoDirectory) {
        this.update = update;
        this.repoDirectory = repoDirectory;
    }

    @Override
    public List<String> volumes() {
        return List.of();
    }

    @Override
    public void run(Shell shell, NavigableSet<InstalledPackage> installed, String architecture)
            throws BuildFailure, InterruptedException {
        List<String> packages = wanted(installed);
        seen.addAll(packages);
        if (!packages.isEmpty() || update.packages().isEmpty()) {
            shell.run(Dnf.upgrade(packages, update.enabledRepositories(), repoDirectory), true);
        }
    }

    /** Dnf takes a name that is not installed for a mistake, but not every image has every package. */
    private List<String> wanted(Collection<InstalledPackage> installed) {
        return update.packages().stream()
                .filter(wanted -> installed.stream().anyMatch(one -> matches(wanted, one.name())))
                .toList();
    }

    private static boolean matches(String glob, String name) {
        String regex = Pattern.compile("[*?]|[^*?]+").matcher(glob).replaceAll(part -> switch (part.group()) {
            case "*" -> ".*";
            case "?" -> ".";
            default -> java.util.regex.Matcher.quoteReplacement(Pattern.quote(part.group()));
        });
        return name.matches(regex);
    }

    @Override
    public Changed changed(
            NavigableSet<InstalledPackage> before, NavigableSet<InstalledPackage> after, String architecture) {
        List<PackageChange> changes = PackageChange.between(before, after);
        boolean any = update.packages().isEmpty() || !wanted(before).isEmpty();
        String why = any ? "the repositories have nothing newer" : "it has none of these packages";
        return new Changed(changes, List.of(), changes.isEmpty() ? why : "");
    }

    @Override
    public String historyOf(List<PackageChange> changes) {
        return "tcib:update " + changes.stream().map(PackageChange::toString).collect(joining(", "));
    }

    @Override
    public List<String> refusalOf(Collection<PatchedImage> images) {
        if (images.stream().anyMatch(image -> image.status() == PatchStatus.FAILED)) {
            return List.of();
        }
        return update.packages().stream()
                .filter(wanted -> !seen.contains(wanted))
                .map(wanted -> wanted + ": not installed in any of the images")
                .toList();
    }
}

package io.github.tcib.patch;

import static java.util.stream.Collectors.joining;

import io.github.tcib.build.BuildFailure;
import io.github.tcib.build.BuildFailure.Kind;
import io.github.tcib.patch.ImagePatcher.Changed;
import io.github.tcib.patch.ImagePatcher.Shell;
import io.github.tcib.repository.DnfVariables;
import io.github.tcib.rpm.RpmFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;

/** Replaces packages by the RPMs of a set. */
final class HotfixSteps implements PackageSteps {

    private final Patch.Hotfix hotfix;
    private final boolean repoDirectory;
    private final Path rpms;
    private final Path keys;

    /**
     * @param repoDirectory whether {@code .repo} files are mounted
     * @param stage where copies of RPMs and keys are
     */
    HotfixSteps(Patch.Hotfix hotfix, boolean repoDirectory, Path stage) {
        this.hotfix = hotfix;
        this.repoDirectory = repoDirectory;
        this.rpms = stage.resolve("rpms");
        this.keys = stage.resolve("keys");
    }

    /** The name of an RPM's copy: names of files need not say what is in them, and may be the same in two folders. */
    static String stagedNameOf(RpmFile rpm) {
        return rpm.name() + "-" + rpm.version().toString().replace(':', '_') + "." + rpm.architecture() + ".rpm";
    }

    @Override
    public List<String> volumes() {
        List<String> volumes = new ArrayList<>();
        volumes.add(rpms + ":" + Dnf.RPMS + ":ro,z");
        if (!hotfix.keys().isEmpty()) {
            volumes.add(keys + ":" + Dnf.KEYS + ":ro,z");
        }
        return volumes;
    }

    @Override
    public void run(Shell shell, NavigableSet<InstalledPackage> installed, String architecture)
            throws BuildFailure, InterruptedException {
        RpmChoice choice = RpmChoice.of(hotfix.rpms(), installed, DnfVariables.machineOf(architecture));
        if (choice.upgrades().isEmpty()) {
            return;
        }
        List<Path> given = new ArrayList<>();
        choice.upgrades().forEach(rpm -> given.add(Dnf.RPMS.resolve(stagedNameOf(rpm))));
        choice.others().forEach(rpm -> given.add(Dnf.RPMS.resolve(stagedNameOf(rpm))));
        if (!hotfix.keys().isEmpty()) {
            List<Path> mounted = new ArrayList<>();
            for (int i = 0; i < hotfix.keys().size(); i++) {
                mounted.add(Dnf.KEYS.resolve(String.valueOf(i)));
            }
            shell.run(Dnf.importKeys(mounted), false);
            shell.run(Dnf.checkSignatures(given), false);
        }
        try {
            shell.run(Dnf.upgradeTo(given, hotfix.repositories(), repoDirectory), hotfix.repositories());
        } catch (BuildFailure e) {
            throw Dnf.leftAllOut(String.valueOf(e.getMessage())) ? leftOut(choice.upgrades()) : e;
        }
    }

    private static BuildFailure leftOut(Collection<RpmFile> rpms) {
        return new BuildFailure(
                Kind.DETERMINISTIC,
                "dnf left out " + rpms.stream().map(RpmFile::fileName).collect(joining(", "))
                        + ", though older ones are installed; does the image's dnf.conf exclude or lock them?");
    }

    @Override
    public Changed changed(
            NavigableSet<InstalledPackage> before, NavigableSet<InstalledPackage> after, String architecture)
            throws BuildFailure {
        RpmChoice choice = RpmChoice.of(hotfix.rpms(), before, DnfVariables.machineOf(architecture));
        List<RpmVerdict> verdicts = choice.verdictsAfter(after);
        List<PackageChange> changes = PackageChange.between(before, after);
        List<RpmFile> held = verdicts.stream()
                .filter(verdict -> verdict.outcome() == RpmVerdict.Outcome.NOT_NEEDED
                        && choice.upgrades().contains(verdict.rpm()))
                .map(RpmVerdict::rpm)
                .toList();
        if (!held.isEmpty()) {
            throw leftOut(held);
        }
        return new Changed(changes, verdicts, changes.isEmpty() ? whyNothing(verdicts) : "");
    }

    private static String whyNothing(List<RpmVerdict> verdicts) {
        boolean there = verdicts.stream().anyMatch(verdict -> verdict.outcome() == RpmVerdict.Outcome.INSTALLED);
        return there ? "it has these packages already" : "none of the RPMs applies";
    }

    @Override
    public String historyOf(List<PackageChange> changes) {
        return "tcib:hotfix " + changes.stream().map(PackageChange::toString).collect(joining(", "));
    }

    /**
     * An RPM that applies to no image is a mistake: the wrong folder, the wrong images, or a package that is newer already. While
     * an image failed, it may be that one which the RPM is for.
     */
    @Override
    public List<String> refusalOf(Collection<PatchedImage> images) {
        List<String> lines = new ArrayList<>();
        boolean allKnown = images.stream().noneMatch(image -> image.status() == PatchStatus.FAILED);
        for (RpmFile rpm : hotfix.rpms().files()) {
            Map<String, List<String>> imagesByReason = new LinkedHashMap<>();
            boolean fineSomewhere = false;
            for (PatchedImage image : images) {
                for (RpmVerdict verdict : image.rpms()) {
                    if (verdict.rpm().equals(rpm) && verdict.isFine()) {
                        fineSomewhere = true;
                    } else if (verdict.rpm().equals(rpm)) {
                        imagesByReason
                                .computeIfAbsent(verdict.reason(), reason -> new ArrayList<>())
                                .add(image.target().reference());
                    }
                }
            }
            boolean refused = hotfix.strict() ? !imagesByReason.isEmpty() : !fineSomewhere && allKnown;
            if (refused) {
                imagesByReason.forEach((reason, where) ->
                        lines.add(rpm.fileName() + ": " + reason + " in " + wording(where, images.size())));
            }
        }
        return lines;
    }

    private static String wording(List<String> images, int all) {
        return images.size() == all && all > 1 ? "any of the images" : String.join(", ", images);
    }
}

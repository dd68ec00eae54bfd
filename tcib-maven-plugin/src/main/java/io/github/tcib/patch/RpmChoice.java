package io.github.tcib.patch;

import io.github.tcib.patch.RpmVerdict.Outcome;
import io.github.tcib.rpm.RpmFile;
import io.github.tcib.rpm.RpmVersion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which RPMs of a set an image is given.
 *
 * @param upgrades those that the image has older ones of
 * @param others those that it does not have, and that may be needed
 * @param verdicts on all that it is not given
 */
record RpmChoice(List<RpmFile> upgrades, List<RpmFile> others, List<RpmVerdict> verdicts) {

    private static final String NOARCH = "noarch";

    /** What a machine runs beside its own architecture (rpm's rpmrc, arch_compat). */
    private static final Map<String, List<String>> COMPATIBLE = Map.of(
            "x86_64", List.of("x86_64_v2", "x86_64_v3", "x86_64_v4", "i686", "i586", "i486", "i386"),
            "ppc64le", List.of(),
            "s390x", List.of("s390"));

    /**
     * Chooses for an image.
     *
     * @param machine the image's architecture as RPM names it
     */
    static RpmChoice of(RpmSet set, Collection<InstalledPackage> installed, String machine) {
        RpmChoice choice = new RpmChoice(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        List<RpmFile> newest = set.newest();
        for (RpmFile rpm : set.files()) {
            if (newest.contains(rpm)) {
                choice.add(rpm, installed, machine);
            } else {
                choice.verdicts.add(new RpmVerdict(rpm, Outcome.SUPERSEDED, versionIn(newest, rpm)));
            }
        }
        return choice;
    }

    private void add(RpmFile rpm, Collection<InstalledPackage> installed, String machine) {
        String architecture = rpm.architecture();
        if (!architecture.equals(NOARCH)
                && !architecture.equals(machine)
                && !COMPATIBLE.getOrDefault(machine, List.of()).contains(architecture)) {
            verdicts.add(
                    new RpmVerdict(rpm, Outcome.WRONG_ARCHITECTURE, architecture + ", the image is for " + machine));
            return;
        }
        Optional<RpmVersion> there = installed.stream()
                .filter(one -> one.name().equals(rpm.name()) && isSame(one.architecture(), architecture))
                .map(InstalledPackage::version)
                .max(RpmVersion::compareTo);
        if (there.isEmpty()) {
            others.add(rpm);
            return;
        }
        int order = rpm.version().compareTo(there.get());
        if (order > 0) {
            upgrades.add(rpm);
        } else if (order == 0) {
            verdicts.add(new RpmVerdict(rpm, Outcome.INSTALLED, ""));
        } else {
            verdicts.add(new RpmVerdict(rpm, Outcome.OLDER, there.get().toString()));
        }
    }

    /** A package may become independent of the machine, or the reverse. */
    private static boolean isSame(String one, String other) {
        return one.equals(other) || one.equals(NOARCH) || other.equals(NOARCH);
    }

    private static String versionIn(List<RpmFile> newest, RpmFile rpm) {
        return newest.stream()
                .filter(one ->
                        one.name().equals(rpm.name()) && one.architecture().equals(rpm.architecture()))
                .map(one -> one.version().toString())
                .findFirst()
                .orElse("");
    }

    /** The verdicts on all RPMs of the set, now that dnf has chosen. */
    List<RpmVerdict> verdictsAfter(Collection<InstalledPackage> installed) {
        List<RpmVerdict> all = new ArrayList<>(verdicts);
        upgrades.forEach(rpm -> all.add(verdictAfter(rpm, installed)));
        others.forEach(rpm -> all.add(verdictAfter(rpm, installed)));
        all.sort(java.util.Comparator.comparing(verdict -> verdict.rpm().fileName()));
        return all;
    }

    private static RpmVerdict verdictAfter(RpmFile rpm, Collection<InstalledPackage> installed) {
        boolean applied = installed.contains(new InstalledPackage(rpm.name(), rpm.version(), rpm.architecture()));
        return new RpmVerdict(rpm, applied ? Outcome.APPLIED : Outcome.NOT_NEEDED, "");
    }
}

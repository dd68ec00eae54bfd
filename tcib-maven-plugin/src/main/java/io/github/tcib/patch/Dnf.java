package io.github.tcib.patch;

import io.github.tcib.build.buildah.WorkingContainer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command lines of dnf and rpm in a working container, and what they mean when they fail. */
final class Dnf {

    /** All that is ours lies below the container's /tmp, which is not part of the image. */
    private static final Path OURS = WorkingContainer.TEMPORARY.resolve("tcib");

    static final String PROGRAM = "dnf";
    static final Path RPMS = OURS.resolve("rpms");
    static final Path KEYS = OURS.resolve("keys");
    static final Path REPOSITORIES = OURS.resolve("repos.d");

    private static final Path KEYRING = OURS.resolve("keyring");
    private static final int MOST_LINES = 8;
    private static final String ERROR = "Error: ";

    /** What dnf fails with when it is given package files and may take none of them. */
    private static final String ALL_LEFT_OUT = "No packages marked for upgrade";

    private Dnf() {}

    static List<String> listPackages() {
        return List.of("rpm", "-qa", "--queryformat", InstalledPackage.FORMAT);
    }

    /** Puts keys into a ring that is not the image's. */
    static List<String> importKeys(List<Path> keys) {
        List<String> words = new ArrayList<>(List.of("rpmkeys", "--dbpath", KEYRING.toString(), "--import"));
        keys.forEach(key -> words.add(key.toString()));
        return words;
    }

    /** Fails for a file that none of the keys has signed; {@code _pkgverify_level} is of RPM 4.14.2. */
    static List<String> checkSignatures(List<Path> rpms) {
        List<String> words = new ArrayList<>(List.of(
                "rpmkeys", "--dbpath", KEYRING.toString(), "--define", "_pkgverify_level signature", "--checksig"));
        rpms.forEach(rpm -> words.add(rpm.toString()));
        return words;
    }

    /** Of package files, dnf upgrades those that are installed, and takes from the others what these need. */
    static List<String> upgradeTo(List<Path> rpms, boolean repositories, boolean ownRepositories) {
        List<String> words = common();
        // Otherwise a package that lacks something would be left out in silence, where the image's dnf.conf allows it.
        words.add("--setopt=best=1");
        words.addAll(repositories ? repositories(ownRepositories) : List.of("--disablerepo=*"));
        words.add("upgrade");
        rpms.forEach(rpm -> words.add(rpm.toString()));
        return words;
    }

    /** Upgrades packages, or all when none is named. */
    static List<String> upgrade(List<String> packages, List<String> enabled, boolean ownRepositories) {
        List<String> words = common();
        words.addAll(repositories(ownRepositories));
        if (!enabled.isEmpty()) {
            words.add("--disablerepo=*");
            enabled.forEach(id -> words.add("--enablerepo=" + id));
        }
        words.add("upgrade");
        words.addAll(packages);
        return words;
    }

    private static List<String> common() {
        return new ArrayList<>(List.of(
                PROGRAM,
                "-y",
                "--setopt=cachedir=" + OURS.resolve("cache"),
                "--setopt=logdir=" + OURS.resolve("log"),
                // One that cannot be read must not look like one that has nothing new.
                "--setopt=*.skip_if_unavailable=0"));
    }

    private static List<String> repositories(boolean own) {
        return own ? List.of("--setopt=reposdir=" + REPOSITORIES) : List.of();
    }

    /** Whether a reason says that every package was left out. */
    static boolean leftAllOut(String reason) {
        return reason.contains(ALL_LEFT_OUT);
    }

    /** What went wrong, out of all that was printed: dnf's error to its end, else the last line. */
    static String reasonIn(List<String> lines) {
        List<String> told = lines.stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("Error: while running runtime"))
                .toList();
        for (int i = 0; i < told.size(); i++) {
            if (told.get(i).startsWith(ERROR.strip())) {
                List<String> error = new ArrayList<>(told.subList(i, Math.min(told.size(), i + MOST_LINES)));
                error.removeIf(line -> line.startsWith("(try to add"));
                return String.join(" ", error).substring(ERROR.strip().length()).strip();
            }
        }
        return told.isEmpty() ? "it printed nothing" : told.get(told.size() - 1);
    }
}

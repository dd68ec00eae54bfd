package io.github.tcib.lock;

import io.github.tcib.rpm.RpmVersion;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Name, epoch, version, release and architecture of an RPM: what rpm and dnf tell packages apart by.
 *
 * @param epoch 0 when the package has none, which is the same to RPM
 */
public record Nevra(String name, long epoch, String version, String release, String architecture)
        implements Comparable<Nevra> {

    private static final Pattern FORM =
            Pattern.compile("([\\w.+-]+)-(?:(\\d{1,10}):)?([\\w.+~^%{}]+)-([\\w.+~^%{}]+)\\.(\\w+)");

    private static final Comparator<Nevra> ORDER = Comparator.comparing(Nevra::name)
            .thenComparing(Nevra::compareVersions)
            .thenComparing(Nevra::version)
            .thenComparing(Nevra::release)
            .thenComparing(Nevra::architecture);

    /** Reads the form of {@link #toString}, which is that of dnf and of {@code rpm --qf '%{NEVRA}'}. */
    public static Optional<Nevra> parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        long epoch = parts.group(2) == null ? 0 : Long.parseLong(parts.group(2));
        return Optional.of(new Nevra(parts.group(1), epoch, parts.group(3), parts.group(4), parts.group(5)));
    }

    /** Name and architecture: what can be installed once, kernels and the like left aside. */
    public String slot() {
        return name + "." + architecture;
    }

    /** Epoch, version and release, without an epoch of 0. */
    public String evr() {
        return rpmVersion().toString();
    }

    /** Compares epoch, version and release as RPM does: negative when this one is older. */
    public int compareVersions(Nevra other) {
        return rpmVersion().compareTo(other.rpmVersion());
    }

    private RpmVersion rpmVersion() {
        return new RpmVersion(epoch, version, release);
    }

    @Override
    public int compareTo(Nevra other) {
        return ORDER.compare(this, other);
    }

    /** Writes {@code name-epoch:version-release.architecture}, without an epoch of 0. */
    @Override
    public String toString() {
        return name + "-" + evr() + "." + architecture;
    }
}

package io.github.tcib.sbom;

import io.github.tcib.rpm.RpmException;
import io.github.tcib.rpm.RpmHeader;
import io.github.tcib.rpm.RpmTag;

/**
 * What a package says of itself; texts that it leaves out are empty.
 *
 * @param epoch 0 when it has none, which is the same to RPM
 * @param license as it is written, in the words of SPDX or of the distribution
 * @param source the file name of the package it was built from
 */
record InstalledRpm(
        String name,
        long epoch,
        String version,
        String release,
        String architecture,
        String summary,
        String license,
        String vendor,
        String packager,
        String url,
        String source) {

    /** Keys are kept in the database as if they were packages (rpm.org, gpg-pubkey). */
    private static final String KEY = "gpg-pubkey";

    static InstalledRpm of(RpmHeader header) throws RpmException {
        return new InstalledRpm(
                header.text(RpmTag.NAME),
                header.number(RpmTag.EPOCH).orElse(0),
                header.text(RpmTag.VERSION),
                header.text(RpmTag.RELEASE),
                header.text(RpmTag.ARCH),
                header.text(RpmTag.SUMMARY),
                header.text(RpmTag.LICENSE),
                header.text(RpmTag.VENDOR),
                header.text(RpmTag.PACKAGER),
                header.text(RpmTag.URL),
                header.text(RpmTag.SOURCE_RPM));
    }

    boolean isKey() {
        return name.equals(KEY);
    }

    /** Epoch, version and release, without an epoch of 0. */
    String evr() {
        return (epoch == 0 ? "" : epoch + ":") + version + "-" + release;
    }

    /** Name, epoch, version, release and architecture, as dnf and {@code rpm --qf '%{NEVRA}'} write them. */
    String nevra() {
        return name + "-" + evr() + "." + architecture;
    }
}

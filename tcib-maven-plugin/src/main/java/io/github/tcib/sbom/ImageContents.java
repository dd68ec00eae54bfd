package io.github.tcib.sbom;

import java.util.List;
import java.util.Optional;

/**
 * What is in an image.
 *
 * @param distribution if it says what it is
 * @param packages of RPM, keys left out
 * @param unknown why the packages are not known though there are some, worded for the user
 */
record ImageContents(Optional<Distribution> distribution, List<InstalledRpm> packages, Optional<String> unknown) {

    ImageContents {
        packages = List.copyOf(packages);
    }
}

package io.github.tcib.sbom;

import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import com.github.packageurl.PackageURLBuilder;
import io.github.tcib.oci.Digest;
import java.util.Optional;

/** Package URLs (package-url/purl-spec, types oci and rpm). */
final class PackageUrls {

    private static final String NO_VENDOR = "linux";

    private PackageUrls() {}

    /** An image; the version is the digest of its manifest, if that is known. */
    static String of(ImageLabel image, Optional<Digest> manifest, Optional<String> architecture) {
        PackageURLBuilder url = PackageURLBuilder.aPackageURL()
                .withType("oci")
                .withName(image.name())
                .withQualifier("repository_url", image.repository());
        manifest.ifPresent(digest -> url.withVersion(digest.toString()));
        architecture.ifPresent(name -> url.withQualifier("arch", name));
        image.tag().ifPresent(tag -> url.withQualifier("tag", tag));
        return build(url);
    }

    /** A package; its namespace is the vendor of the distribution, its version has no epoch. */
    static String of(InstalledRpm rpm, Optional<Distribution> distribution) {
        PackageURLBuilder url = PackageURLBuilder.aPackageURL()
                .withType("rpm")
                .withNamespace(distribution.map(Distribution::vendor).orElse(NO_VENDOR))
                .withName(rpm.name())
                .withVersion(rpm.version() + "-" + rpm.release());
        if (!rpm.architecture().isEmpty()) {
            url.withQualifier("arch", rpm.architecture());
        }
        if (rpm.epoch() > 0) {
            url.withQualifier("epoch", Long.toString(rpm.epoch()));
        }
        distribution.ifPresent(system -> url.withQualifier("distro", system.word()));
        return build(url);
    }

    private static String build(PackageURLBuilder url) {
        try {
            PackageURL built = url.build();
            return built.canonicalize();
        } catch (MalformedPackageURLException e) {
            throw new IllegalArgumentException("no package URL can be made of '" + url.getName() + "'", e);
        }
    }
}

package io.github.tcib.size;

import io.github.tcib.oci.RootPath;
import io.github.tcib.rpm.RpmPackage;
import io.github.tcib.size.layer.PackageList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Which package owns which file of an image. */
final class PackageOwners {

    private final Map<String, Owner> owners = new HashMap<>();
    private final SortedSet<Owner> packages = new TreeSet<>();

    /**
     * @param list what the image's database says
     * @param tree the image's files: packages name files by paths through symbolic links such as {@code /lib64}
     */
    PackageOwners(PackageList list, FileTree tree) {
        if (list instanceof PackageList.Known known) {
            Map<String, String> directories = new HashMap<>();
            for (RpmPackage one : known.packages()) {
                Owner owner = Owner.ofPackage(one.name(), one.version(), one.architecture());
                packages.add(owner);
                for (String file : one.files()) {
                    String path = plain(file);
                    String directory = directories.computeIfAbsent(RootPath.parentOf(path), tree::resolved);
                    // a file of two packages counts for the first by name, so that sums are right
                    owners.putIfAbsent(RootPath.join(directory, RootPath.nameOf(path)), owner);
                }
            }
        }
    }

    /** Nearly all paths of packages are plain but for their first slash; a hundred images have millions of them. */
    private static String plain(String file) {
        return file.startsWith("/") && !file.contains("//") && !file.contains("/.")
                ? file.substring(1)
                : RootPath.of(file);
    }

    Optional<Owner> of(String path) {
        return Optional.ofNullable(owners.get(path));
    }

    SortedSet<Owner> packages() {
        return packages;
    }
}

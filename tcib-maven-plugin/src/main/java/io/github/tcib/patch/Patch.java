package io.github.tcib.patch;

import java.nio.file.Path;
import java.util.List;

/** What is to be done to images. */
public sealed interface Patch {

    /** The goal's name. */
    String goal();

    /**
     * Packages of the images are replaced by given ones.
     *
     * @param rpms the given packages
     * @param keys OpenPGP keys that every RPM has to be signed with; empty when signatures are not asked for
     * @param strict whether every RPM has to apply to every image, and not just to one of them
     * @param repositories whether what the RPMs need may come from repositories
     */
    record Hotfix(RpmSet rpms, List<Path> keys, boolean strict, boolean repositories) implements Patch {

        public Hotfix {
            keys = List.copyOf(keys);
        }

        @Override
        public String goal() {
            return "hotfix";
        }
    }

    /**
     * Packages of the images are updated from repositories.
     *
     * @param packages names or globs; empty for all
     * @param enabledRepositories ids or globs; empty for those that their files enable
     */
    record Update(List<String> packages, List<String> enabledRepositories) implements Patch {

        public Update {
            packages = List.copyOf(packages);
            enabledRepositories = List.copyOf(enabledRepositories);
        }

        @Override
        public String goal() {
            return "update";
        }
    }
}

package io.github.tcib.lock;

import io.github.tcib.model.ImageName;
import io.github.tcib.model.NearName;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks that every name in a lock is defined in it, so that nobody who uses it has to. */
final class LockCheck {

    private final ArchitectureLock locked;
    private final Map<String, LockNode> places;

    /** @param places where each image stands, and takes what is wrong there */
    LockCheck(ArchitectureLock locked, Map<String, LockNode> places) {
        this.locked = locked;
        this.places = places;
    }

    void run() {
        boolean sound = true;
        for (LockedImage image : locked.images().values()) {
            sound &= checkParent(image);
            for (Nevra nevra : image.downloads()) {
                if (!locked.rpms().containsKey(nevra)) {
                    List<String> known =
                            locked.rpms().keySet().stream().map(Nevra::toString).toList();
                    complain(
                            image,
                            "downloads " + nevra + ", which is not among the rpms",
                            NearName.hint(nevra.toString(), known));
                    sound = false;
                }
            }
        }
        if (sound) {
            locked.images().values().forEach(this::checkRemoved);
        }
    }

    private boolean checkParent(LockedImage image) {
        if (image.parent() instanceof LockedParent.Base base) {
            if (!locked.bases().containsKey(base.reference())) {
                complain(
                        image,
                        "is built on " + base.reference() + ", which is not among the bases",
                        NearName.hint(base.reference(), locked.bases().keySet()));
                return false;
            }
            return true;
        }
        Set<ImageName> seen = new HashSet<>(Set.of(image.name()));
        LockedParent parent = image.parent();
        while (parent instanceof LockedParent.Image up) {
            Optional<LockedImage> next = locked.find(up.name());
            if (next.isEmpty()) {
                List<String> known =
                        locked.images().keySet().stream().map(ImageName::value).toList();
                complain(
                        image,
                        "is built on '" + up.name() + "', which is not among the images",
                        NearName.hint(up.name().value(), known));
                return false;
            }
            if (!seen.add(up.name())) {
                complain(image, "is its own ancestor", Optional.empty());
                return false;
            }
            parent = next.get().parent();
        }
        return true;
    }

    private void checkRemoved(LockedImage image) {
        Set<Nevra> before = image.parent() instanceof LockedParent.Image parent
                ? locked.packagesOf(parent.name())
                : locked.baseOf(image.name()).packages();
        for (Nevra nevra : image.removes()) {
            if (!before.contains(nevra)) {
                complain(image, "removes " + nevra + ", which its parent does not have", Optional.empty());
            }
        }
    }

    private void complain(LockedImage image, String message, Optional<String> hint) {
        LockNode place = places.get(image.name().value());
        if (place == null) {
            throw new IllegalArgumentException("no place of " + image.name());
        }
        place.complain("the image '" + image.name() + "' " + message, hint);
    }
}

package io.github.tcib.lock;

import io.github.tcib.model.ImageName;

/** What a locked image is built on. */
public sealed interface LockedParent {

    /** Another image of the lock. */
    record Image(ImageName name) implements LockedParent {}

    /** A base of the lock, by its reference. */
    record Base(String reference) implements LockedParent {}
}

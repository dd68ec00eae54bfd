package io.github.tcib.model;

/** What an image is built on. */
public sealed interface Parent {

    /** The reference that stands after FROM. */
    String reference();

    /** Another image of the tree, built before its children. */
    record InTree(ImageName image, String reference) implements Parent {}

    /** An image that is not built here: the base, or one that was excluded and is used as it stands. */
    record External(String reference) implements Parent {}
}

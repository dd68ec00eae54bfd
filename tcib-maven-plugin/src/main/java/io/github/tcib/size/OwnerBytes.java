package io.github.tcib.size;

/**
 * What an owner has in the layers that an image adds.
 *
 * @param bytes all of it
 * @param hiddenBytes what of it the image does not show: replaced or removed again
 * @param files how many files that are
 */
public record OwnerBytes(Owner owner, long bytes, long hiddenBytes, int files) {}

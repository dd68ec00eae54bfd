package io.github.tcib.size;

import java.util.Optional;

/**
 * An image to measure.
 *
 * @param name its name in the layout
 * @param reference what it is called in the store
 * @param parent the reference of what it was built on, if that is known
 */
public record ImageRequest(String name, String reference, Optional<String> parent) {}

package io.github.tcib.build.jib;

import io.github.tcib.oci.ImageFormat;
import io.github.tcib.oci.LayerPacking;
import io.github.tcib.oci.Platform;

/**
 * How the embedded engine writes images.
 *
 * @param platform what images are for; a base for another one is refused
 * @param format of manifests and configs
 * @param packing of new layers
 */
public record JibSettings(Platform platform, ImageFormat format, LayerPacking packing) {}

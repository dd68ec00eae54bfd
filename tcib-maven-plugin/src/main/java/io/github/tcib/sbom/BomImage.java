package io.github.tcib.sbom;

import io.github.tcib.oci.Digest;
import io.github.tcib.oci.Platform;
import io.github.tcib.oci.RootFilesystem;
import java.util.Optional;

/**
 * An image to write a bill of.
 *
 * @param name in the layout; the bill's file is called after it
 * @param reference as in a registry
 * @param parent the reference of what it is built on; empty for nothing
 * @param manifest the digest of its manifest in the store
 * @param config the digest of its config, which stays when it is pushed
 * @param files what a container of it would see
 */
public record BomImage(
        String name,
        String reference,
        Optional<String> parent,
        Digest manifest,
        Digest config,
        Platform platform,
        RootFilesystem files) {}

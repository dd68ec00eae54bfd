package io.github.tcib.tls;

import java.nio.file.Path;

/**
 * A certificate that a client shows, as PEM files.
 *
 * @param certificate and those between it and an authority, should there be any
 * @param key may be the same file
 */
public record ClientCertificate(Path certificate, Path key) {}

package io.github.tcib.sbom;

import java.util.Optional;

/**
 * A reference taken apart as far as bills need it.
 *
 * @param repository with the registry, such as {@code registry.example/example/openstack-base}
 * @param tag empty when the reference has none
 */
record ImageLabel(String repository, Optional<String> tag) {

    static ImageLabel of(String reference) {
        int at = reference.indexOf('@');
        String named = at < 0 ? reference : reference.substring(0, at);
        int colon = named.lastIndexOf(':');
        return colon > named.lastIndexOf('/')
                ? new ImageLabel(named.substring(0, colon), Optional.of(named.substring(colon + 1)))
                : new ImageLabel(named, Optional.empty());
    }

    /** The last part of the repository. */
    String name() {
        return repository.substring(repository.lastIndexOf('/') + 1);
    }
}

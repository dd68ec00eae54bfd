package io.github.tcib.repository;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One repository of a {@code .repo} file (dnf.conf(5), "Repo options"), variables filled in.
 *
 * @param id the section's name
 * @param baseUrls where it lies; several are mirrors of each other
 * @param metalink names its mirrors and the digest of its metadata
 * @param mirrorlist names its mirrors
 * @param options all of them
 */
public record RepositoryConfig(
        String id,
        List<String> baseUrls,
        Optional<String> metalink,
        Optional<String> mirrorlist,
        Map<String, String> options) {

    public RepositoryConfig {
        baseUrls = List.copyOf(baseUrls);
        options = Map.copyOf(options);
    }

    /** Every URL it names. */
    public List<String> urls() {
        List<String> urls = new ArrayList<>(baseUrls);
        metalink.ifPresent(urls::add);
        mirrorlist.ifPresent(urls::add);
        return urls;
    }
}

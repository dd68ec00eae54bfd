package io.github.tcib.maven;

import io.github.tcib.oci.OciException;
import io.github.tcib.oci.Platform;
import io.github.tcib.platform.PlatformList;
import io.github.tcib.platform.PlatformTarget;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;

/**
 * What was set about platforms.
 *
 * @param one {@code tcib.platform}
 * @param pom the POM's list of platforms
 * @param commandLine {@code tcib.platforms}, which goes in place of the POM's list
 */
record PlatformSettings(Optional<String> one, List<String> pom, String commandLine) {

    private List<Platform> list() throws MojoFailureException {
        List<String> named = SettingSyntax.list(commandLine);
        List<String> texts = named.isEmpty() ? pom : named;
        if (!texts.isEmpty() && one.isPresent()) {
            throw new MojoFailureException("tcib.platform and tcib.platforms are both set; leave tcib.platform away");
        }
        try {
            return PlatformList.parse(texts);
        } catch (OciException e) {
            throw new MojoFailureException("tcib.platforms: " + e.getMessage(), e);
        }
    }

    /** The platform that goals know who know only one: the first. */
    Platform first() throws MojoFailureException {
        List<Platform> list = list();
        try {
            return list.isEmpty()
                    ? one.isPresent() ? Platform.parse(one.get()) : Platform.ofThisMachine()
                    : list.get(0);
        } catch (OciException e) {
            throw new MojoFailureException("tcib.platform: " + e.getMessage(), e);
        }
    }

    /** The platform as buildah is told it; empty when nothing was set. */
    Optional<String> explicit(Platform platform) throws MojoFailureException {
        if (!list().isEmpty()) {
            return Optional.of(platform.toString());
        }
        return one.isEmpty() ? Optional.empty() : Optional.of(platform.os() + "/" + platform.architecture());
    }

    /** The platforms to build for. */
    List<PlatformTarget> targets(Path output) throws MojoFailureException {
        List<Platform> list = list();
        return list.size() < 2 ? List.of(PlatformTarget.only(first(), output)) : PlatformTarget.several(list, output);
    }
}

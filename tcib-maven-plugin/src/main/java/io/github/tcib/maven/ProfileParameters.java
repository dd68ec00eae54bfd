package io.github.tcib.maven;

import io.github.tcib.size.Glob;
import io.github.tcib.size.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.codehaus.plexus.configuration.PlexusConfiguration;

/** Kinds of nodes as they stand in the POM: {@code <profile name="compute">nova-compute, ovn-controller</profile>}. */
final class ProfileParameters {

    private ProfileParameters() {}

    static List<Profile> read(Optional<PlexusConfiguration> configuration) throws MojoFailureException {
        List<Profile> all = new ArrayList<>();
        if (configuration.isPresent()) {
            for (PlexusConfiguration profile : configuration.get().getChildren()) {
                String name = profile.getAttribute("name", "");
                List<String> images = SettingSyntax.list(profile.getValue(""));
                if (name.isBlank() || images.isEmpty()) {
                    throw new MojoFailureException(
                            "a profile is written <profile name=\"compute\">nova-compute, ovn-controller</profile>");
                }
                all.add(new Profile(name, Glob.all(images)));
            }
        }
        return all;
    }
}

package io.github.tcib.json;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tcib.text.Printable;
import java.util.Collection;
import java.util.Optional;

/** The version of a file that this plugin writes: one that it does not know is told before its content is misread. */
public final class FileVersion {

    private static final String FIELD = "version";

    private FileVersion() {}

    /**
     * What is wrong with a file's version, in words that follow the file's name; nothing if the version is known.
     *
     * @param known the versions that can be read
     * @param remedy how to get a file of such a version, such as "build again"
     */
    public static Optional<String> problem(JsonNode content, Collection<Integer> known, String remedy) {
        JsonNode version = content.path(FIELD);
        if (version.isInt() && known.contains(version.asInt())) {
            return Optional.empty();
        }
        if (!version.isValueNode()) {
            return Optional.of("has no version, so no goal of this plugin wrote it; " + remedy);
        }
        String readable = known.stream().sorted().map(String::valueOf).collect(joining(" and "));
        return Optional.of("is of version " + Printable.of(version.asText()) + ", and this plugin reads " + readable
                + "; use the plugin that wrote it, or " + remedy);
    }
}

package io.github.tcib.layout;

import io.github.tcib.model.NearName;
import io.github.tcib.model.Problem;
import io.github.tcib.template.Value;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The variables that make instructions, and those whose name is nearly one, since a verb would then be missing in silence. */
public final class VerbNames {

    private static final List<String> VERBS = List.of(
            "tcib_args",
            "tcib_from",
            "tcib_labels",
            "tcib_envs",
            "tcib_onbuilds",
            "tcib_volumes",
            "tcib_workdir",
            "tcib_adds",
            "tcib_copies",
            "tcib_exposes",
            "tcib_user",
            "tcib_shell",
            "tcib_runs",
            "tcib_healthcheck",
            "tcib_stopsignal",
            "tcib_entrypoint",
            "tcib_cmd",
            "tcib_actions",
            "tcib_gather_files",
            "tcib_builder",
            "tcib_builder_copies");

    /** Names in use that are near a verb's but mean something else. */
    private static final Set<String> KNOWN =
            Set.of("tcib_path", "tcib_meta", "tcib_distro", "tcib_release", "tcib_package", "tcib_packages");

    private VerbNames() {}

    /** The names of all verbs. */
    public static List<String> all() {
        return VERBS;
    }

    /** Warns of the variables of an image that are nearly verbs. */
    public static void warnOfNear(Value.Mapping variables, Consumer<Problem> warnings) {
        for (Value.Entry entry : variables.entries()) {
            if (!(entry.key() instanceof Value.Text key)) {
                continue;
            }
            String name = key.text();
            if (!VERBS.contains(name) && !KNOWN.contains(name) && name.startsWith("tcib_")) {
                // the common start says nothing about nearness
                String rest = name.substring("tcib_".length());
                NearName.of(
                                rest,
                                VERBS.stream()
                                        .map(v -> v.substring("tcib_".length()))
                                        .toList())
                        .ifPresent(verb -> warnings.accept(Problem.of(
                                key.location(),
                                "'" + name + "' is no verb and is taken for a variable",
                                "did you mean 'tcib_" + verb + "'?")));
            }
        }
    }
}

package io.github.tcib.layout;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.tcib.containerfile.ContainerfileWriter;
import io.github.tcib.model.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands in a YAML file, the image is rendered or refused with a place: never a crash, never a hang. */
class AnyYamlTest {

    private static final int DOCUMENTS = 400;

    private static final List<String> KEYS = List.of(
            "tcib_args",
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
            "tcib_from",
            "tcib_packages",
            "tcib_release",
            "tcib_x",
            "1",
            "~",
            "run",
            "copy",
            "<<",
            "? [a]",
            "\"tcib_q\"",
            "tcib_builder",
            "tcib_builder_copies");

    private static final List<String> SCALARS = List.of(
            "a",
            "''",
            "1",
            "1.5",
            "0x1F",
            "1:30",
            "yes",
            "~",
            "null",
            "'it''s'",
            "\"t\\tx\\u00e9\"",
            "2001-01-01",
            ".inf",
            "'{{ tcib_x }}'",
            "'{{ tcib_packages | join(\",\") }}'",
            "'{{ tcib_user'",
            "'{% for i in tcib_runs %}{{ i }}{% endfor %}'",
            "\"{{ tcib_cmd }}\"",
            "'{{ 1 / 0 }}'",
            "'{{ tcib_envs.A.b }}'",
            "'{% if tcib_x is version(\"9\") %}'",
            "'{{ [1] * 3 }}'",
            "'{# c #}'",
            "'{{ lookup(\"env\", \"HOME\") }}'",
            "!!str 5",
            "!!int x",
            "&a b",
            "*a",
            "|\n      line\n      two\n",
            ">-\n      fold\n      ed\n",
            "'%(x)s'",
            "\"\\x07\"",
            "caf\u00e9 \uD83D\uDE00",
            "'{{ range(100000000) | list }}'",
            "'{{ \"x\" * 1000000000 }}'",
            "'a\n\n  b'");

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void isRenderedOrRefusedWithAPlace(long seed) {
        Random random = new Random(seed);
        assertTimeoutPreemptively(ofSeconds(60), () -> {
            int rendered = 0;
            for (int i = 0; i < DOCUMENTS; i++) {
                String yaml = document(random);
                rendered += check(yaml, directory.resolve("l" + i)) ? 1 : 0;
            }
            assertThat(rendered).as("some documents are fine").isPositive();
        });
    }

    private boolean check(String yaml, Path root) throws Exception {
        LayoutFixture layout = new LayoutFixture(root).file("base/base.yaml", yaml);
        try {
            layout.read().graph().images().forEach(ContainerfileWriter::write);
            return true;
        } catch (LayoutException e) {
            assertThat(e.problems()).as(yaml).isNotEmpty().allSatisfy(problem -> assertHelpful(problem, yaml));
            return false;
        } catch (RuntimeException | Error e) {
            throw new AssertionError("crashed on:\n" + yaml, e);
        } finally {
            Files.delete(layout.layout.resolve("base/base.yaml"));
        }
    }

    private static void assertHelpful(Problem problem, String yaml) {
        assertThat(problem.message())
                .as(yaml)
                .isNotBlank()
                .doesNotContain("Exception")
                .doesNotContain("io.github");
        assertThat(problem.location().file()).as(yaml).isNotBlank();
        if (problem.location().line() > 0) {
            assertThat((long) problem.location().line())
                    .as(problem + "\n" + yaml)
                    .isLessThanOrEqualTo(yaml.lines().count() + 1);
        }
    }

    private static String document(Random random) {
        StringBuilder yaml = new StringBuilder();
        int keys = 1 + random.nextInt(4);
        for (int i = 0; i < keys; i++) {
            yaml.append(pick(KEYS, random)).append(":");
            value(yaml, random, 1, 3);
        }
        return random.nextInt(8) == 0 ? mutated(yaml, random) : yaml.toString();
    }

    private static void value(StringBuilder yaml, Random random, int indent, int depth) {
        String space = "  ".repeat(indent);
        int kind = depth == 0 ? 2 : random.nextInt(4);
        if (kind == 0) {
            yaml.append('\n');
            for (int i = 0; i <= random.nextInt(3); i++) {
                yaml.append(space).append("- ").append(pick(SCALARS, random)).append('\n');
            }
        } else if (kind == 1) {
            yaml.append('\n');
            for (int i = 0; i <= random.nextInt(3); i++) {
                yaml.append(space).append(pick(KEYS, random)).append(":");
                value(yaml, random, indent + 1, depth - 1);
            }
        } else {
            yaml.append(' ').append(pick(SCALARS, random)).append('\n');
        }
    }

    private static String mutated(StringBuilder yaml, Random random) {
        int at = random.nextInt(yaml.length());
        char c = "{}[]'\"%#:-\n\t&*!|> \\\u0000\uFFFE".charAt(random.nextInt(21));
        if (random.nextBoolean()) {
            yaml.insert(at, c);
        } else {
            yaml.setCharAt(at, c);
        }
        return yaml.toString();
    }

    private static String pick(List<String> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }
}

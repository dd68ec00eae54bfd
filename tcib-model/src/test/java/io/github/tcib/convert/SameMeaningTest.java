package io.github.tcib.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tcib.containerfile.ContainerfileReader;
import io.github.tcib.containerfile.ContainerfileWriter;
import io.github.tcib.containerfile.InstructionText;
import io.github.tcib.containerfile.WordExpansion;
import io.github.tcib.model.ImageName;
import io.github.tcib.model.Instruction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Any Containerfile keeps its meaning: every step sees the same environment, user, directory and shell, and the image ends
 * with the same settings, however the conversion moved its instructions.
 */
class SameMeaningTest {

    private static final int FILES = 100;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void stepsSeeTheSameAndTheImageEndsTheSame(long seed) throws Exception {
        Random random = new Random(seed);
        ConversionFixture files = new ConversionFixture(directory);
        Map<String, List<String>> written = new TreeMap<>();
        for (int i = 0; i < FILES; i++) {
            List<String> lines = anyContainerfile(random);
            written.put("image" + i, lines);
            files.file("image" + i + "/Containerfile", lines.toArray(String[]::new));
        }
        files.write(true);
        var graph = files.generate().graph();

        written.forEach((name, lines) -> {
            List<Instruction> generated = graph.image(new ImageName(name)).instructions();
            assertThat(meaningOf(reread(generated)))
                    .as(
                            "%s%n%s%n%nbecame%n%s",
                            name,
                            String.join("\n", lines),
                            generated.stream().map(ContainerfileWriter::write).toList())
                    .isEqualTo(meaningOf(read(String.join("\n", lines))));
        });
    }

    private static List<String> anyContainerfile(Random random) {
        List<String> lines = new ArrayList<>(List.of("FROM centos:stream9"));
        int length = random.nextInt(12);
        for (int i = 0; i < length; i++) {
            lines.add(anyInstruction(random));
        }
        return lines;
    }

    private static String anyInstruction(Random random) {
        String name = one(random, "A", "B", "C");
        String path = one(random, "/a", "/b/c", "d", "/e$A");
        return switch (random.nextInt(20)) {
            case 0 -> "ARG " + name;
            case 1 -> "ARG " + name + "=" + anyValue(random);
            case 2, 3, 4 -> "ENV " + name + "=" + anyValue(random);
            case 5 -> "ENV D=" + anyValue(random) + " " + name + "=" + anyValue(random);
            case 6 -> "LABEL l" + name + "=" + anyValue(random);
            case 7 -> "WORKDIR " + path;
            case 8 -> "COPY x " + path;
            case 9 -> "ADD http://y " + path;
            case 10 -> "USER " + one(random, "root", "0", "app", "$A");
            case 11 -> "SHELL [\"/bin/" + one(random, "bash", "zsh -e") + "\", \"-c\"]";
            case 12 -> "VOLUME " + one(random, "/v", "/v /w", "[\"/x y\"]", "/$A");
            case 13 -> "CMD " + one(random, "[\"a\", \"it's\"]", "run $A now", "[\"{{b}}\"]", "[]");
            case 14 -> "ENTRYPOINT " + one(random, "[\"a\"]", "shell form", "[]");
            case 15 -> "EXPOSE " + one(random, "80", "81 82/udp", "$A");
            case 16 -> "ONBUILD RUN echo $A";
            case 17 -> "STOPSIGNAL " + one(random, "SIGTERM", "$A");
            case 18 -> "RUN dnf install -y " + one(random, "vim", "vim  jq", "$A", "'q'") + " && echo {{ {# {% }}";
            default -> "RUN " + one(random, "true", "[\"a\", \"b\"]", "a; b  c && dd || ee", "[ -f x ] && yes: no #x");
        };
    }

    private static String anyValue(Random random) {
        return one(
                random,
                "1",
                "true",
                "plain",
                "\"with blank\"",
                "'sin$gle'",
                "$A",
                "${B}x",
                "$C:/bin",
                "\"${A:-q}\"",
                "a\\ b",
                "\\$A",
                "\"\\\"quoted\\\" \\\\ $B\"",
                "{{x}}",
                "'it {% is'",
                "\"\"");
    }

    private static String one(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static List<Instruction> read(String text) {
        try {
            return ContainerfileReader.read(text, "Containerfile");
        } catch (Exception e) {
            throw new AssertionError(text, e);
        }
    }

    /** Values reach buildah as text, so the generated text is what counts. */
    private static List<Instruction> reread(List<Instruction> instructions) {
        return read(String.join(
                "\n", instructions.stream().map(ContainerfileWriter::write).toList()));
    }

    /** Each step with all it can see, then how the image ends. */
    private static List<String> meaningOf(List<Instruction> instructions) {
        try {
            return new Interpreter().meaningOf(instructions);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static final class Interpreter {

        private final Map<String, String> variables = new TreeMap<>();
        private final Map<String, String> arguments = new TreeMap<>();
        private final Map<String, String> ends = new LinkedHashMap<>();
        private final TreeSet<String> exposed = new TreeSet<>();
        private final Map<String, String> labelValues = new TreeMap<>();
        private final TreeSet<String> volumes = new TreeSet<>();
        private final List<String> triggers = new ArrayList<>();
        private final List<String> steps = new ArrayList<>();
        private String user = "root";
        private String shell = "sh";
        private String workdir = "/";

        List<String> meaningOf(List<Instruction> instructions) throws Exception {
            for (Instruction instruction : instructions) {
                see(instruction, InstructionText.of(instruction));
            }
            steps.add("end " + new TreeMap<>(ends) + variables + user + shell + workdir + exposed + labelValues
                    + volumes + triggers);
            return steps;
        }

        private void see(Instruction instruction, InstructionText text) throws Exception {
            if (instruction instanceof Instruction.Run) {
                step(squeezed(text.rest()) + " volumes " + volumes + " args " + arguments);
            } else if (instruction instanceof Instruction.Copy || instruction instanceof Instruction.Add) {
                steps.add(instruction.keyword() + " " + expand(text.rest()) + " in " + workdir + " volumes " + volumes);
            } else if (instruction instanceof Instruction.Workdir) {
                String path = expand(text.rest());
                workdir = path.startsWith("/") ? path : workdir + "/" + path;
                steps.add("WORKDIR " + workdir + " volumes " + volumes);
            } else if (instruction instanceof Instruction.Arg) {
                argument(text.rest());
            } else if (instruction instanceof Instruction.Env) {
                Map<String, String> values = new TreeMap<>();
                for (Map.Entry<String, String> pair : text.namesAndValues()) {
                    values.put(pair.getKey(), expand(pair.getValue()));
                }
                variables.putAll(values);
            } else if (instruction instanceof Instruction.Label) {
                for (Map.Entry<String, String> pair : text.namesAndValues()) {
                    labelValues.put(pair.getKey(), expand(pair.getValue()));
                }
            } else if (instruction instanceof Instruction.User) {
                user = expand(text.rest()).replaceAll("^0$", "root");
            } else if (instruction instanceof Instruction.Shell) {
                shell = text.rest();
            } else if (instruction instanceof Instruction.Volume) {
                for (String path : text.jsonOrBlankSeparated()) {
                    volumes.add(expand(path));
                }
            } else if (instruction instanceof Instruction.Expose) {
                exposed.addAll(List.of(expand(text.rest()).split(" ")));
            } else if (instruction instanceof Instruction.Onbuild) {
                triggers.add(text.rest());
            } else if (instruction instanceof Instruction.Stopsignal) {
                ends.put(instruction.keyword(), expand(text.rest()));
            } else if (!(instruction instanceof Instruction.From)) {
                String words = text.json().isPresent() ? text.rest() : shell + " " + text.rest();
                ends.put(instruction.keyword(), words);
            }
        }

        private void argument(String text) throws Exception {
            int equals = text.indexOf('=');
            if (equals > 0) {
                arguments.put(text.substring(0, equals), expand(text.substring(equals + 1)));
            }
        }

        private void step(String what) {
            steps.add(what + " env " + variables + " user " + user + " shell " + shell + " in " + workdir);
        }

        private static String squeezed(String script) {
            return script.replaceAll("  +", " ");
        }

        private String expand(String word) throws Exception {
            return WordExpansion.expand(word, name -> variables.getOrDefault(name, arguments.getOrDefault(name, "")));
        }
    }
}

package io.github.tcib.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An instruction becomes a variable only where it means the same at the place that a layout writes it at. */
class MovableStepsTest {

    @TempDir
    Path directory;

    private ConversionFixture files;

    @BeforeEach
    void prepare() {
        files = new ConversionFixture(directory);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "ARG A=1; ENV B=$A ~ B: '$A'",
                "ENV A=1; ENV C=3 ~ C: 3",
                "ENV A=$A:x ~ A: '$A:x'",
                "LABEL a=1; LABEL b=2 ~ b: 2",
                "VOLUME /a /b ~ - /b",
                "STOPSIGNAL 9 ~ tcib_stopsignal: '9'",
                "SHELL [\"/bin/sh\"] ~ tcib_shell: /bin/sh",
                "EXPOSE 80 ~ - '80'",
                "ONBUILD RUN $x ~ - RUN $x",
                "WORKDIR /a\\ b ~ tcib_workdir: /a b",
                "HEALTHCHECK NONE ~ tcib_healthcheck: NONE",
                "ENTRYPOINT [\"a\"] ~ tcib_entrypoint: a",
            })
    void makesAVariableOf(String instructions, String line) throws Exception {
        image(instructions);

        assertThat(yaml()).contains(line);
        assertThat(files.notes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                // made of a name that the layout would write later or beside it
                "ENV B=2; ARG A=$B ~ - arg: A=$B",
                "ARG A=1; ARG B=$A ~ - arg: B=$A",
                "ENV A=1; ENV B=$A ~ - env: B=$A",
                "ENV A=1; ENV A=$A:x ~ - env: A=$A:x",
                "ENV A=1 B=$A ~ - env: A=1 B=$A",
                "ENV B=$A; ENV A=1 ~ - env: A=1",
                "ENV A=1 A=2 ~ - env: A=1 A=2",
                // depends on what stays an action before it
                "RUN x; ENV A=1 ~ - env: A=1",
                "ARG A; ENV A=1 ~ - env: A=1",
                "ARG A; ENV B=$A ~ - env: B=$A",
                "ENV A='$'; ENV A=1 ~ - env: A=1",
                "LABEL a='$x'; LABEL a=1 ~ - label: a=1",
                "EXPOSE $P; ENV P=1 ~ - env: P=1",
                "SHELL [\"/bin/sh\"]; SHELL [\"/bin/bash\"] ~ - shell: '[\"/bin/bash\"]'",
                "RUN x; SHELL [\"/bin/sh\"] ~ - shell: '[\"/bin/sh\"]'",
                "WORKDIR /a; WORKDIR b ~ - workdir: b",
                "WORKDIR /a; VOLUME /a ~ - volume: /a",
                "COPY x /x; VOLUME /a ~ - volume: /a",
                "ADD x /x; VOLUME /a ~ - volume: /a",
                "ADD x /x; WORKDIR /a ~ - workdir: /a",
                "COPY x /x; WORKDIR /a ~ - workdir: /a",
                "COPY x /x; ADD y /y ~ - add: y /y",
                "RUN x; COPY y /y ~ - copy: y /y",
                "RUN x; ADD y /y ~ - add: y /y",
                "ARG D; COPY y $D ~ - copy: y $D",
                "ARG D; ADD y $D ~ - add: y $D",
                // has no way to be said by the variable
                "VOLUME $DATA ~ - volume: '$DATA'",
                "VOLUME '/a b' ~ - volume: '''/a b'''",
                "VOLUME /a\\ b ~ - volume: /a\\ b",
                "STOPSIGNAL $SIG ~ - stopsignal: '$SIG'",
                "EXPOSE $P ~ - expose: '$P'",
                "WORKDIR /$X ~ - workdir: /$X",
                "LABEL a=$X ~ - label: a=$X",
                "ARG A ~ - arg: A",
                "ARG A= ~ - arg: A=",
                "ARG A=1 B=2 ~ - arg: A=1 B=2",
                "ENTRYPOINT a b ~ - entrypoint: a b",
                "MAINTAINER me ~ - maintainer: me",
                "ENV A=${B?no} ~ - env: A=${B?no}",
            })
    void keepsAsAnAction(String instructions, String line) throws Exception {
        image(instructions);

        assertThat(yaml()).contains(line);
    }

    @Test
    void movesNothingThatComesAfterAStageWithSteps() throws Exception {
        files.file(
                "a/Containerfile",
                "FROM centos:stream9 AS one",
                "USER root",
                "RUN x",
                "FROM centos:stream9",
                "LABEL a=1",
                "EXPOSE 80",
                "ENV A=1",
                "COPY --from=one /a /a");

        assertThat(files.yaml("a"))
                .contains("- label: a=1", "- expose: '80'", "- env: A=1", "- copy: '--from=0 /a /a'")
                .doesNotContain("tcib_labels", "tcib_exposes", "tcib_envs", "tcib_copies");
    }

    private void image(String instructions) throws Exception {
        List<String> lines = new ArrayList<>(List.of("FROM centos:stream9", "USER root"));
        Arrays.stream(instructions.split("; ")).map(String::strip).forEach(lines::add);
        files.file("a/Containerfile", lines.toArray(String[]::new));
    }

    private String yaml() throws Exception {
        return files.yaml("a");
    }
}

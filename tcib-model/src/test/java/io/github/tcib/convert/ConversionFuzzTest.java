package io.github.tcib.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tcib.ForeignInput;
import io.github.tcib.layout.LayoutException;
import io.github.tcib.model.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containerfiles of others, damaged, on their way into a layout. */
class ConversionFuzzTest {

    private static final String FILE = """
            # syntax=docker/dockerfile:1
            ARG BASE=centos:stream9
            FROM ${BASE} AS build
            LABEL a="b c" d=e
            ENV LANG=en_US.UTF-8 X="${Y:-z}"
            RUN dnf -y install a b && \\
                dnf clean all
            COPY --chown=a:b --from=build ["a", "/b c"]
            RUN <<EOF cat
            text
            EOF
            HEALTHCHECK --interval=5s CMD curl http://a
            SHELL ["/bin/sh", "-c"]
            CMD ["run", "\\u0041"]
            """;

    @TempDir
    private Path directory;

    @Test
    void convertsOrSaysWhyNot() {
        ForeignInput.seeded(105)
                .texts(
                        250,
                        text -> assertThat(problemsIn(text))
                                .allSatisfy(problem -> ForeignInput.checkMessage(problem.message(), text)),
                        FILE);
    }

    private List<Problem> problemsIn(String text) throws IOException {
        try {
            new ConversionFixture(directory).file("base/Containerfile", text).convert();
            return List.of();
        } catch (LayoutException e) {
            return e.problems();
        }
    }
}

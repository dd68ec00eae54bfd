package io.github.tcib.containerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tcib.model.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines, comments, continuations and here-documents, each instruction with its place. */
class ContainerfileParserTest {

    private final List<Problem> problems = new ArrayList<>();

    @Test
    void keepsThePlaceAndTheCommentsOfEachInstruction() {
        ContainerfileSource source = parse("""
                # syntax=docker/dockerfile:1
                # one

                FROM x:1
                  run a \\
                    # inside

                    b
                # last
                """);

        assertThat(source.instructions())
                .extracting(i -> i.instruction().location() + " " + ContainerfileWriter.write(i.instruction()) + " "
                        + i.comments())
                .containsExactly("f:4:1 FROM x:1 [one]", "f:5:3 RUN a b [inside]");
        assertThat(source.lastComments()).containsExactly("last");
    }

    @Test
    void joinsLinesAsBuildahDoesOrTidily() throws Exception {
        String text = "RUN a \\\n    b\\\n    c \"d \\\n    e\" \\  \n  f";
        assertThat(ContainerfileReader.read(text, "f"))
                .extracting(ContainerfileWriter::write)
                .containsExactly("RUN a     b    c \"d     e\"   f");
        assertThat(texts(parse(text))).containsExactly("a b c \"d     e\" f");
        assertThat(texts(parse("RUN a\\\nb \\\nc\\\n d \\\n\\\n e\\ \\\nf\\\n   \\\n g")))
                .containsExactly("ab c d e\\ f g");
    }

    @Test
    void readsHereDocumentsToTheirEnd() {
        assertThat(texts(parse("RUN <<A cat <<-\"B\" && x\none\n# no comment\nA\n\tB\nRUN two")))
                .containsExactly("<<A cat <<-\"B\" && x\none\n# no comment\nA\n\tB", "two");
        assertThat(problems).isEmpty();
    }

    @Test
    void takesAHereStringAndAQuotedOpenerForText() {
        assertThat(texts(parse("RUN cat <<<EOF\nRUN echo '<<EOF'\nCMD <<EOF")))
                .containsExactly("cat <<<EOF", "echo '<<EOF'", "<<EOF");
        assertThat(problems).isEmpty();
    }

    @Test
    void endsAnInstructionWithTheFile() {
        assertThat(texts(parse("RUN a \\"))).containsExactly("a");
        assertThat(texts(parse("RUN a \\\n# comment\n"))).containsExactly("a");
    }

    @Test
    void refusesAWordThatIsNoInstruction() {
        assertThatThrownBy(() -> ContainerfileReader.read("FROM x\nCPY a b", "f"))
                .isInstanceOf(MalformedInstructionException.class)
                .hasMessage("'CPY' is not an instruction");
    }

    @Test
    void knowsWhichFilesOfTheContextAnInstructionTakes() throws Exception {
        assertThat(sources("COPY --chown=a x y /z")).containsExactly("x", "y");
        assertThat(sources("COPY [\"a b\", \"/z\"]")).containsExactly("a b");
        assertThat(sources("COPY --from=build x /z")).isEmpty();
        assertThat(sources("ADD https://example.org/x a.tar /z")).containsExactly("a.tar");
        assertThat(sources("COPY $X y /z")).containsExactly("y");
        assertThat(sources("COPY <<EOF x /z\nEOF")).isEmpty();
        assertThat(sources("ADD git@example.org:x.git a /z")).containsExactly("a");
        assertThat(sources("COPY [1, \"/z\"]")).isEmpty();
        assertThat(sources("COPY")).isEmpty();
        assertThat(sources("RUN x y")).isEmpty();
        assertThat(ContextSources.takes("conf/", Path.of("conf/a/b"))).isTrue();
        assertThat(ContextSources.takes("./conf/*.d", Path.of("conf/x.d/b"))).isTrue();
        assertThat(ContextSources.takes("../conf", Path.of("conf/b"))).isTrue();
        assertThat(ContextSources.takes("con", Path.of("conf/b"))).isFalse();
        assertThat(ContextSources.takes("[", Path.of("["))).isTrue();
        assertThat(ContextSources.takes("[", Path.of("x"))).isFalse();
        assertThat(ContextSources.takes(".", Path.of("x"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void readsAnyTextOrSaysWhatIsWrong(long seed) {
        Random random = new Random(seed);
        String[] pieces = {
            "FROM x", "RUN a", "\n", "\\\n", " ", "<<E", "\nE\n", "#", "'", "\"", "[", "]", "ENV A=1", "$", "COPY", ","
        };
        for (int i = 0; i < 3000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(15); j > 0; j--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            long lines = Math.max(1, text.toString().lines().count());
            problems.clear();
            ContainerfileSource source = parse(text.toString());
            assertThat(source.instructions())
                    .allSatisfy(found ->
                            assertThat(found.instruction().location().line()).isBetween(1, (int) lines));
            assertThat(problems)
                    .allSatisfy(problem -> assertThat(problem.location().line()).isBetween(1, (int) lines));
        }
    }

    private static List<String> sources(String line) throws MalformedInstructionException {
        return ContextSources.of(ContainerfileReader.read(line, "f").get(0));
    }

    private static List<String> texts(ContainerfileSource source) {
        return source.instructions().stream().map(SourceInstruction::text).toList();
    }

    private ContainerfileSource parse(String text) {
        return ContainerfileParser.strict("f", problems::add).parse(text);
    }
}

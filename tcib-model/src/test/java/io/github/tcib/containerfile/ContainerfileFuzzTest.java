package io.github.tcib.containerfile;

import io.github.tcib.ForeignContainerfile;
import io.github.tcib.ForeignInput;
import io.github.tcib.model.Location;
import io.github.tcib.model.Problem;
import io.github.tcib.shell.Dialect;
import io.github.tcib.shell.NetworkCommand;
import io.github.tcib.shell.PackageCommand;
import io.github.tcib.shell.ShellScript;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Containerfiles and shell text of others, damaged or made to do harm. */
class ContainerfileFuzzTest {

    private static final String SCRIPT =
            "if [ -f /etc/a ]; then dnf -y install \"a b\" $(cat <<EOF\nx\nEOF\n) && curl -o x"
                    + " 'http://a' || pip install a; fi; for i in a b; do python3 -m pip install $i > /dev/null 2>&1; done";

    @Test
    void parsesOrSaysWhyNot() {
        ForeignInput.seeded(100)
                .texts(
                        2500,
                        text -> {
                            List<Problem> problems = new ArrayList<>();
                            ContainerfileParser.strict("f", problems::add).parse(text);
                            for (Problem problem : problems) {
                                ForeignInput.checkMessage(problem.message(), text);
                            }
                        },
                        ForeignContainerfile.TEXT);
    }

    @Test
    void readsInstructionsOrSaysWhyNot() {
        ForeignInput.seeded(101)
                .declares(MalformedInstructionException.class)
                .texts(
                        4000,
                        line -> InstructionText.of(ContainerfileReader.readInstruction(line, new Location("f", 1, 1)))
                                .namesAndValues(),
                        ForeignContainerfile.TEXT.lines().toArray(String[]::new));
        ForeignInput.seeded(102)
                .declares(MalformedInstructionException.class)
                .texts(
                        2000,
                        word -> WordExpansion.expandToWords(word, name -> "value of " + name),
                        "a${b:-c}d$e'f'\"g${h:+i}\"\\j",
                        "${a:-".repeat(3000));
        ForeignInput.seeded(103)
                .declares(MalformedInstructionException.class)
                .texts(2000, JsonStrings::read, "[\"a\", \"b\\n\\u0041\", \"c\"]", "[".repeat(10_000));
    }

    @Test
    void takesShellTextApartWhateverItIs() {
        ForeignInput.seeded(104)
                .texts(
                        2500,
                        text -> {
                            ShellScript.commandsIn(text);
                            for (Dialect dialect : Dialect.values()) {
                                ShellScript.reachedIn(text, dialect);
                            }
                            NetworkCommand.in(text);
                            PackageCommand.in(text);
                        },
                        SCRIPT);
    }

    @Test
    void takesLargeShellTextApartInTheTimeItsSizeTakes() {
        for (String large : List.of(
                "(".repeat(200_000),
                "$(".repeat(100_000),
                "`".repeat(200_000),
                "\"".repeat(200_001),
                "if true; then ".repeat(20_000),
                "a && ".repeat(50_000),
                "cat <<EOF\n".repeat(20_000),
                "\\".repeat(200_001),
                "{ ".repeat(100_000))) {
            ForeignInput.seeded(0).allocatesAtMost(1L << 30).one(large, text -> {
                ShellScript.commandsIn(text);
                ShellScript.reachedIn(text, Dialect.BASH);
                NetworkCommand.in(text);
                PackageCommand.in(text);
            });
        }
    }

    @Test
    void parsesLargeFilesInTheTimeTheirSizeTakes() {
        for (String large : List.of(
                "FROM a\nRUN x \\\n".repeat(20_000),
                "FROM a\n" + "RUN <<A <<B <<C\n".repeat(5_000),
                "FROM a\nENV " + "a=b ".repeat(50_000),
                "FROM a\nRUN " + "\\\n".repeat(100_000),
                "FROM a\nCMD [" + "\"a\",".repeat(50_000),
                "FROM a\nENV a=" + "${a:-".repeat(50_000))) {
            ForeignInput.seeded(0)
                    .allocatesAtMost(1L << 30)
                    .one(
                            large,
                            text -> ContainerfileParser.strict("f", problem -> {})
                                    .parse(text));
        }
    }
}

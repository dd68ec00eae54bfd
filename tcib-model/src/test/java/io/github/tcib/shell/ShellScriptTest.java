package io.github.tcib.shell;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands as a shell would see them. */
class ShellScriptTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "a b c ~ a b c",
                "a && b || c; d | e & f ~ a / b / c / d / e / f",
                "if [ -f x ]; then a; else b; fi ~ [ -f x ] / a / b / fi",
                "for x in 1 2; do a $x; done ~ for x in 1 2 / a $x / done",
                "(a b) ~ a b",
                "{ a; } ~ a / }",
                "sudo -E A=1 a b ~ a b",
                "A=1 B='x y' a ~ a",
                "--mount=type=cache,target=/x --network=none a b ~ a b",
                "a > /dev/null 2>&1 b ~ a b",
                "a >>x <y b ~ a b",
                "a 'b; c' \"d && e\" f\\ g ~ a 'b; c' \"d && e\" f\\ g",
                "a $(b; c (d)) ${e:-;} `f; g` ~ a $(b; c (d)) ${e:-;} `f; g`",
                "a # b; c ~ a",
                "a b#c ~ a b#c",
                "! a ~ a",
                "while a; do b; done ~ a / b / done",
                "a \"b ~ a \"b",
                "a $(b (c; d); e); f ~ a $(b (c; d); e) / f",
                "a $(b '; )'); c ~ a $(b '; )') / c",
                "a $(b \"; )\"); c ~ a $(b \"; )\") / c",
                "a $(b \\) c); d ~ a $(b \\) c) / d",
                "a ${b:-$(c })}; d ~ a ${b:-$(c })} / d",
                "a \"b\\\"; c\"; d ~ a \"b\\\"; c\" / d",
                "a \"$(b \"; c\")\"; d ~ a \"$(b \"; c\")\" / d",
                "a \"`b \"; c\"`\"; d ~ a \"`b \"; c\"`\" / d",
                "chmod 755 ~ chmod 755",
                "a 0<x 12>y b 3 ~ a b 3",
            })
    void dividesAScript(String script, String expected) {
        assertThat(commands(script)).isEqualTo(expected);
    }

    @Test
    void readsAHereDocumentThatIsTheScript() {
        assertThat(commands("<<EOF\nset -e\ndnf install -y x\nEOF")).isEqualTo("set -e / dnf install -y x / EOF");
        assertThat(commands("cat > /etc/x <<EOF\ndnf install -y x\nEOF")).isEqualTo("cat");
    }

    @Test
    void goesOnAfterABackslashAtTheEndOfALine() {
        assertThat(commands("a \\\n  b \\\n  && c")).isEqualTo("a b / c");
    }

    @Test
    void knowsACommandByItsNameWithoutDirectory() {
        ShellCommand command =
                ShellScript.commandsIn("/usr/bin/dnf -y install vim").get(0);
        assertThat(command.name()).isEqualTo("dnf");
        assertThat(command.operands()).extracting(ShellWord::text).containsExactly("install", "vim");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void endsOnAnyTextAndFindsEachWordWhereItSays(long seed) {
        Random random = new Random(seed);
        String[] pieces = {
            "a", " ", "'", "\"", "\\", "$(", ")", "${", "}", "`", ";", "&&", "|", "<<", ">", "#", "\n", "(", "{"
        };
        for (int i = 0; i < 5000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(20); j > 0; j--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            for (ShellCommand command : ShellScript.commandsIn(text.toString())) {
                assertThat(command.words())
                        .isNotEmpty()
                        .allSatisfy(word -> assertThat(text.substring(word.start(), word.end()))
                                .isEqualTo(word.text()));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dnf install -y a b | INSTALL a b",
                "dnf -y --setopt x=y install a --enablerepo r b | INSTALL a b",
                "yum -c /etc/y.conf install a | INSTALL a",
                "microdnf remove a | REMOVE a",
                "dnf module enable -y m:1 | ENABLE_MODULE m:1",
                "dnf module reset m | OTHER m",
                "dnf clean all | CLEAN all",
                "dnf update -y | UPDATE",
                "rpm -e --nodeps a | REMOVE a",
                "rpm -qa a | OTHER a",
                "rpm -Uvh a.rpm | OTHER a.rpm",
                "dnf | OTHER",
            })
    void readsCommandsOfPackageManagers(String script, String expected) {
        PackageCommand command = PackageCommand.in(script).get(0);
        List<String> operands = command.operands().stream().map(ShellWord::text).toList();
        assertThat((command.action() + " " + String.join(" ", operands)).strip())
                .isEqualTo(expected);
    }

    @Test
    void seesNoPackagesInOtherCommands() {
        assertThat(PackageCommand.in("echo dnf install x; pip install y")).isEmpty();
    }

    private static String commands(String script) {
        return ShellScript.commandsIn(script).stream()
                .map(command -> command.words().stream().map(ShellWord::text).collect(joining(" ")))
                .collect(joining(" / "));
    }
}

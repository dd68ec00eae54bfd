package io.github.tcib.shell;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which commands are run, as a shell would decide it. */
class ShellFlowTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "a && b; c ~ a always, b always, c always",
                "if [ 'x' == 'y' ]; then a; fi; b ~ a never, b always",
                "if [ 'x' == 'x' ];then a; else b; fi ~ a always, b never",
                "if [ -f /x ]; then a; else b; fi && c ~ a maybe, b maybe, c always",
                "if [ x = y ]; then a; elif [ x = x ]; then b; else c; fi ~ a never, b always, c never",
                "if [ x = y ]; then a; elif [ -d / ]; then b; else c; fi ~ a never, b maybe, c maybe",
                "if [ x != y ]; then if [ -n \"$(rpm -qa z)\" ]; then a; fi ; b; fi ~ a maybe, b always",
                "if [ x == y ]; then if [ -n \"$(rpm -qa z)\" ]; then a; fi ; b; fi; c ~ a never, b never, c always",
                "if [ x == x ] && [ y == z ]; then a; fi ~ a never",
                "if [ x == y ] || [ z == z ]; then a; fi ~ a always",
                "if ! [ x == y ]; then a; fi ~ a always",
                "if [ ! x == y ]; then a; fi ~ a always",
                "[ x == x ] && a; [ x == y ] && b; [ -e x ] && c ~ a always, b never, c maybe",
                "[ x == x ] || a; [ x == y ] || b; grep -q y x || c ~ a never, b always, c maybe",
                "a || b && c ~ a always, b maybe, c always",
                "if test -z ''; then a; fi; if test -n ''; then b; fi ~ a always, b never",
                "if [ \"$X\" == 'y' ]; then a; fi; if [[ x == x* ]]; then b; fi ~ a maybe, b maybe",
                "for i in 1 2; do a; done; b ~ a always, b always",
                "while [ -f x ]; do a; done; b ~ a maybe, b always",
                "case $X in 1) a;; *) b;; esac; c ~ a maybe, b maybe, c always",
                "rpm -q x && a; rpm -e y && b ~ a maybe, b always",
                "if a; then b; fi ~ a always, b always",
                "(a && b) || c; d ~ a always, b always, c maybe, d always",
                "fi; done; a ~ a always",
                "[ x = y ] && { a; b; } || c; d ~ a never, b never, c always, d always",
                "[ x = y ] && (a; b) && c; d ~ a never, b never, c never, d always",
                "[ x = x ] || { a; b; } && c ~ a never, b never, c always",
                "[ -f x ] && { a; if [ x = y ]; then b; fi; c; }; d ~ a maybe, b never, c maybe, d always",
                "{ a; [ x = y ]; } && b; ( [ x = y ] ) || c ~ a always, b never, c always",
                "[ x = y ] && a && { b; } || c ~ a never, b never, c always",
                "[ x = y ] && { a; (b) }; } }; c ~ a never, b never, c always",
                "[ x = y ] && ! false || a; [ x = x ] && ! false || b ~ a always, b never",
                "[ x = y ] && a || b; [ x = x ] && a || b ~ a never, b always, a always, b never",
                "true && a || b; false && a || b ~ a always, b never, a never, b always",
                "if [ x = y ]; then for i in 1; do a; done; b; fi ~ a never, b never",
                "if [ x = y ]; then case $X in 1) a;; (2) b;; esac; c; fi; d ~ a never, b never, c never, d always",
                "[ x = y ] && if c; then a; fi; b ~ c never, a never, b always",
                "f() { a; }; b ~ a always, b always",
                "if (a; [ x = y ]); then b; else c; fi ~ a always, b never, c always",
                "until [ x = y ]; do a; done; until [ x = x ]; do b; done ~ a maybe, b never",
                "while [ x = y ]; do a; done; while [ x = x ]; do b; done; while a; do c; done ~ a never, b maybe, a always, c always",
                "if [ 'a' '<' 'b' ]; then a; fi; if [ -d / -a -d /x ]; then b; fi ~ a maybe, b maybe",
                "if [ -n $X ]; then a; fi; if [ a = `b` ]; then b; fi; if [ a\\ = a ]; then c; fi ~ a maybe, b maybe, c maybe",
                "if [ -n ]; then a; fi; if ! true; then b; fi; if : ; then c; fi ~ a maybe, b never, c always",
            })
    void followsAScript(String script, String expected) {
        assertThat(flow(script, Dialect.BASH)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "if [ x == x ]; then a; else b; fi ~ a never, b always",
                "if [ x = x ]; then a; else b; fi ~ a always, b never",
                "if ! [ x == x ]; then a; fi; [[ -n x ]] || b ~ a always, b always",
                "if [ ! x == y ]; then a; fi ~ a never",
                "test x == x && a; test x != y && b ~ a never, b always",
            })
    void comparesAsDashDoes(String script, String expected) {
        assertThat(flow(script, Dialect.POSIX)).isEqualTo(expected);
    }

    private static String flow(String script, Dialect dialect) {
        return ShellScript.reachedIn(script, dialect).stream()
                .filter(command -> command.command().name().matches("[a-d]"))
                .map(command ->
                        command.command().name() + " " + command.reach().name().toLowerCase(Locale.ROOT))
                .collect(joining(", "));
    }
}

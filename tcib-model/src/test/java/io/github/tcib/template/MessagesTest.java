package io.github.tcib.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tcib.model.Location;
import io.github.tcib.template.Value.Entry;
import io.github.tcib.template.Value.Mapping;
import io.github.tcib.template.Value.Numeric;
import io.github.tcib.template.Value.Sequence;
import io.github.tcib.template.Value.Text;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a template is named by the way to it, with what is near. */
class MessagesTest {
    private static final Location HERE = new Location("f.yaml", 1, 1);

    private final Templating templating = new Templating(
            RecordedCases.scope(Map.of(
                    "s", Text.of("text", HERE),
                    "n", new Numeric(BigInteger.valueOf(5), HERE),
                    "l", new Sequence(List.of(Text.of("x", HERE)), HERE),
                    "d",
                            new Mapping(
                                    List.of(
                                            new Entry(Text.of("port", HERE), Text.of("1", HERE)),
                                            new Entry(Text.of("other", HERE), new Mapping(List.of(), HERE))),
                                    HERE))),
            Map.of(),
            Limits.defaults());

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "{{ d.prot }} ~ 'd.prot' is undefined; did you mean 'port'?",
                "{{ d['prot'] }} ~ 'd['prot']' is undefined; did you mean 'port'?",
                "{{ d.other.x.y }} ~ 'd.other.x' is undefined",
                "{{ d['other']['x'].y }} ~ 'd['other']['x']' is undefined",
                "{{ l[3].x }} ~ 'l[3]' is undefined; the list has 1 item",
                "{{ nope.x[0]['k'] }} ~ 'nope' is undefined",
                "{{ (s + s).x }} ~ the str has no element 'x'",
                "{{ n.nope.x }} ~ 'n.nope' is undefined",
                "{{ s() }} ~ 'str' object is not callable",
                "{{ s.upper(1) }} ~ upper() takes at most 0 arguments, not 1",
                "{{ s.uper() }} ~ 's.uper' is undefined; did you mean 'upper'?",
                "{{ namspace() }} ~ 'namspace' is undefined; did you mean 'namespace'?",
                "{{ range() }} ~ range() takes a stop, or a start, a stop and a step",
                "{{ range(1, 2, 0) }} ~ range() arg 3 must not be zero",
                "{{ s | uper }} ~ there is no filter 'uper'; did you mean 'upper'?",
                "{{ s is strin }} ~ there is no test 'strin'; did you mean 'string'?",
                "{{ l | map('uper') | list }} ~ there is no filter 'uper'; did you mean 'upper'?",
                "{{ s | replace }} ~ replace() needs an argument 'old'",
                "{{ s | indent(nope=1) }} ~ indent() has no parameter 'nope'",
                "{{ 1 + s }} ~ unsupported operand type(s) for +: 'int' and 'str'",
                "{{ l + s }} ~ can only concatenate list (not \"str\") to list",
                "{{ -s }} ~ bad operand type for unary -: 'str'",
                "{{ s < 1 }} ~ '<' not supported between instances of 'str' and 'int'",
                "{{ 1 in 5 }} ~ argument of type 'int' is not iterable",
                "{{ 1 % 0 }} ~ integer division or modulo by zero",
                "{{ s * s }} ~ can't multiply sequence by non-int of type 'str'",
                "{{ s[none] }} ~ the str has no element None",
                "{% for x in n %}{% endfor %} ~ 'int' object is not iterable",
                "{% for a, b in l %}{% endfor %} ~ expected 2 values to unpack, got 1",
                "{% for x in l %}{{ loop.nope }}{% endfor %} ~ 'loop.nope' is undefined",
                "{% if %}{% endif %} ~ expected an expression, got 'end of statement block'",
                "{% fo x in l %} ~ unknown or misplaced tag 'fo'; did you mean 'for'?",
                "{% for x in l %} ~ the block 'for' does not end; 'endfor' is missing",
                "{% for x in l %}{% else %} ~ the block 'for' does not end; 'endfor' is missing",
                "{% if s %} ~ the block 'if' does not end; 'endif' is missing",
                "{% set x %} ~ the block 'set' does not end; 'endset' is missing",
                "{{ 'x }} ~ the text that begins with ' does not end",
                "{{ 1 + ~ unexpected end of template, expected '}}'",
                "{# x ~ the comment does not end",
                "{% raw %}x ~ the raw block does not end",
                "{% macro m(a) %}{% endmacro %} ~ 'macro' is not supported",
                "{{ cycler() }} ~ cycler() needs at least one item",
                "{% set ns.x = 1 %} ~ 'ns' is no namespace, its attributes cannot be set",
                "{% set ns = namespace(a=1) %}{{ ns.b }} ~ 'ns.b' is undefined",
                "{{ d | dictsort(by='x') }} ~ dictsort sorts by 'key' or 'value', not by 'x'",
                "{{ s | from_json }} ~ no JSON: Expecting value at character 0",
                "{{ '*' | regex_search('*') }} ~ the regular expression '*' is not valid: Dangling meta character '*'",
                "{{ nope | mandatory }} ~ a mandatory variable is missing: 'nope' is undefined",
                "{{ nope | mandatory('say so') }} ~ say so",
                "{{ l | random }} ~ the filter 'random' is not supported: its result is never the same twice",
                "{{ '%d' % 'x' }} ~ %d format: a real number is required, not str",
                "{{ '{:d}'.format('x') }} ~ Unknown format code 'd' for object of type 'str'",
                "{{ '{:c}'.format(-1) }} ~ %c arg not in range(0x110000)",
                "{{ '{:,x}'.format(1) }} ~ Cannot specify ',' with 'x'.",
                "{{ 2 ** 99999 }} ~ a number would have more than 131072 bits",
                "{{ '1' is version('1', 'nope') }} ~ 'nope' is no comparison of versions; there are ==, !=, <, <=, > and >=",
                "{{ query('sequence', 'end=x') }} ~ can't parse end=x as integer",
                "{{ [] | first }} ~ no first item, the sequence is empty",
                "{{ s | combine({}) }} ~ combine needs a dict, not str",
            })
    void saysWhatIsWrong(String template, String message) {
        assertThatThrownBy(() -> templating.render(Text.of(template, HERE)))
                .isInstanceOfSatisfying(
                        TemplateException.class,
                        e -> assertThat(e.problem().message()
                                        + e.problem()
                                                .hint()
                                                .map(hint -> "; " + hint)
                                                .orElse(""))
                                .isEqualTo(message));
    }

    @Test
    void writesHelpersOfLoopsAsWhatTheyAre() throws Exception {
        String template = "{% for x in l + l %}{{ loop }}{% endfor %} {{ cycler(1) }}";
        assertThat(((Text) templating.render(Text.of(template, HERE))).text())
                .isEqualTo("<LoopContext 1/2><LoopContext 2/2> <Cycler>");
    }

    @Test
    void namesAWayOnlyWhileItIsShort() {
        String way = "d.other" + ".o".repeat(60);
        assertThatThrownBy(() -> templating.render(Text.of("{{ d['" + "o".repeat(115) + "'] }}", HERE)))
                .hasMessageContaining("'d['o");
        assertThatThrownBy(() -> templating.render(Text.of("{{ d['" + "o".repeat(116) + "'] }}", HERE)))
                .hasMessageContaining("the dict has no element 'o");
        assertThatThrownBy(() -> templating.render(Text.of("{{ " + way + " }}", HERE)))
                .hasMessageContaining("'d.other.o' is undefined");
    }
}

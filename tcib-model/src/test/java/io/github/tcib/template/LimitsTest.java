package io.github.tcib.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tcib.model.Location;
import io.github.tcib.template.Value.Sequence;
import io.github.tcib.template.Value.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What would take too long or too much is refused, and says by which bound. */
class LimitsTest {
    private static final Location HERE = new Location("limits.yaml", 1, 1);
    private static final Limits TIGHT = new Limits(100_000, 40, 100_000, Duration.ofSeconds(5));

    private static final Map<String, Value> VARIABLES = Map.of(
            "s", Text.of("hello wörld 😀", HERE),
            "l", new Sequence(List.of(Text.of("b", HERE), Text.of("a", HERE)), HERE),
            "a", Text.of("{{ b }}", HERE),
            "b", Text.of("{{ a }}", HERE));

    private static Templating tight() {
        return new Templating(RecordedCases.scope(VARIABLES), Map.of(), TIGHT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ 'ab' * 99999999 }}",
                "{{ [1] * 99999999 }}",
                "{{ 2 ** 99999999 }}",
                "{{ 99 ** 99 ** 99 }}",
                "{{ range(99999999999) | list }}",
                "{{ range(99999999) | map('string') | join }}",
                "{% for x in range(99999999) %}x{% endfor %}",
                "{% set ns = namespace(s='ab') %}{% for x in range(99) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}",
                "{% set ns = namespace(l=[1]) %}{% for x in range(99) %}{% set ns.l = ns.l + ns.l %}{% endfor %}",
                "{{ range(99) | permutations | list }}",
                "{{ range(99) | product(repeat=9) | list }}",
                "{{ range(99) | combinations(49) | list }}",
                "{{ s.center(99999999) }}{{ s.zfill(99999999) }}",
                "{{ s | indent(99999999, true) }}",
                "{{ '%99999999d' % 1 }}",
                "{{ '%.99999999f' % 1.5 }}",
                "{{ '{:>99999999}'.format(1) }}",
                "{{ '{:099999999,}'.format(1) }}",
                "{{ (1,) * 99999999 }}",
                "{{ (['a' * 9999] * 99) | join }}",
                "{{ 'a\tb'.expandtabs(99999999) }}",
                "{{ s | comment(prefix_count=99999999) }}",
                "{{ l | batch(99999999, 'x') }}",
                "{{ l | slice(99999999) }}",
                "{{ l | to_json(indent=99999999) }}",
                "{{ s.replace('', 'x' * 99999) }}",
                "{{ query('sequence', 'start=1 end=99999999') }}",
            })
    void refusesWhatGrowsWithoutBound(String template) {
        assertThatThrownBy(() -> tight().render(Text.of(template, HERE)))
                .isInstanceOfSatisfying(
                        TemplateException.class,
                        e -> assertThat(e.problem().message())
                                .containsAnyOf("100000 steps", "100000 characters", "bits", "4300 digits", "too big"));
    }

    @Test
    void endsARegularExpressionThatTakesForEver() {
        Limits brief = new Limits(100_000, 40, 100_000, Duration.ofMillis(200));
        Templating templating = new Templating(RecordedCases.scope(VARIABLES), Map.of(), brief);

        assertThatThrownBy(() -> templating.render(Text.of("{{ ('a' * 60 ~ '!') | regex_search('(a+)+\\1b') }}", HERE)))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("longer than 200 ms");
    }

    @Test
    void refusesDeepNestingOfEveryKind() {
        for (String deep : List.of(
                "{{ " + "(".repeat(5000) + "1" + ")".repeat(5000) + " }}",
                "{{ " + "[".repeat(5000) + "]".repeat(5000) + " }}",
                "{{ " + "-".repeat(5000) + "1 }}",
                "{{ " + "not ".repeat(5000) + "1 }}",
                "{{ " + "1 if 1 else ".repeat(5000) + "1 }}",
                "{{ 1" + " + 1".repeat(5000) + " }}",
                "{{ 1" + " ** 1".repeat(5000) + " }}",
                "{{ s" + " | upper".repeat(5000) + " }}",
                "{{ s" + ".x".repeat(5000) + " }}",
                "{{ s is eq " + "(".repeat(5000) + ")".repeat(5000) + " }}",
                "{% if 1 %}".repeat(5000) + "{% endif %}".repeat(5000))) {
            assertThatThrownBy(() -> tight().render(Text.of(deep, HERE)))
                    .as(deep.substring(0, 20))
                    .isInstanceOfSatisfying(TemplateException.class, e -> {
                        assertThat(e.kind()).isEqualTo(TemplateException.Kind.SYNTAX);
                        assertThat(e.problem().message()).containsAnyOf("nested deeper than 40", "400 operators");
                    });
        }
    }

    @Test
    void rendersAgainAfterARefusal() throws TemplateException {
        Templating templating = tight();
        assertThatThrownBy(() -> templating.render(Text.of("{{ a }}", HERE))).isInstanceOf(TemplateException.class);
        assertThatThrownBy(() -> templating.render(Text.of("{{ 'x' * 999999 }}", HERE)))
                .isInstanceOf(TemplateException.class);

        assertThat(RecordedCases.json(templating.render(Text.of("{{ s | upper }}", HERE)))
                        .asText())
                .isEqualTo("HELLO WÖRLD 😀");
    }

    /** Each goes through ten thousand characters or more, or through thousands of items. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ json }}",
                "{{ json | from_json | length }}",
                "{{ json | from_yaml | length }}",
                "{{ many | to_yaml is none }}",
                "{{ many | pprint is none }}",
                "{{ many | sort | length }}",
                "{{ many.count('z') }}",
                "{{ many.index('b') }}",
                "{{ 'z' in many }}",
                "{{ many[::2] | length }}",
                "{{ many | join(',') is none }}",
                "{{ ','.join(many) is none }}",
                "{{ many | flatten | length }}",
                "{{ (many + many) | length }}",
                "{{ (many * 2) | length }}",
                "{% for x in many %}{% endfor %}",
                "{{ long.isalpha() }}",
                "{{ 'z' in long }}",
                "{{ (long + 'z') is none }}",
                "{{ (long ~ 'z') is none }}",
                "{{ (long * 2) is none }}",
                "{{ long.upper() is none }}",
                "{{ long.translate({}) is none }}",
                "{{ long | replace('a', 'b') is none }}",
                "{{ long | regex_replace('a', 'b') is none }}",
                "{{ long | regex_findall('a') is none }}",
                "{{ long | urldecode is none }}",
                "{{ long | expandvars is none }}",
                "{{ 'z'.center(30000) is none }}",
                "{{ 'z'.zfill(30000) is none }}",
                "{{ '\t'.expandtabs(30000) is none }}",
                "{{ '%30000d' % 1 is none }}",
                "{{ '{:30000}'.format(1) is none }}",
                "{{ '{:030000,}'.format(1) is none }}",
                "{{ 'z' | center(30000) is none }}",
                "{{ 'z' | indent(30000, true) is none }}",
                "{{ 'z' | comment(prefix_count=9000) is none }}",
                "{{ 'z' | comment(postfix_count=9000) is none }}"
            })
    void countsTheWorkThatIsDone(String template) {
        List<Value> items = new ArrayList<>(Collections.nCopies(3_000, Text.of("a", HERE)));
        items.add(Text.of("b", HERE));
        Templating templating = new Templating(
                RecordedCases.scope(Map.of(
                        "long", Text.of("a".repeat(30_000), HERE),
                        "many", new Sequence(items, HERE),
                        "json", Text.of("[" + "1,".repeat(3_000) + "1]", HERE))),
                Map.of(),
                new Limits(1_000_000, 100, 1_000, Duration.ofDays(1)));

        assertThatThrownBy(() -> templating.render(Text.of(template, HERE)))
                .isInstanceOf(TemplateException.class)
                .hasMessageEndingWith(": rendering takes more than 1000 steps");
    }
}

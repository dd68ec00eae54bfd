package io.github.tcib.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tcib.model.Location;
import io.github.tcib.template.Value.Entry;
import io.github.tcib.template.Value.Mapping;
import io.github.tcib.template.Value.Null;
import io.github.tcib.template.Value.Numeric;
import io.github.tcib.template.Value.Sequence;
import io.github.tcib.template.Value.Text;
import java.math.BigInteger;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class TemplatingRobustnessTest {
    private static final Location HERE = new Location("fuzz.yaml", 1, 1);
    private static final Limits TIGHT = new Limits(100_000, 40, 100_000, Duration.ofSeconds(5));
    private static final Map<String, Value> VARIABLES = variables();

    private static Map<String, Value> variables() {
        Map<String, Value> all = new LinkedHashMap<>();
        all.put("s", Text.of("hello wörld 😀", HERE));
        all.put("n", new Numeric(BigInteger.valueOf(7), HERE));
        all.put("f", new Numeric(2.5, HERE));
        all.put("none", new Null(HERE));
        all.put("l", new Sequence(List.of(Text.of("b", HERE), Text.of("a", HERE)), HERE));
        all.put(
                "d",
                new Mapping(
                        List.of(
                                new Entry(Text.of("k1", HERE), Text.of("{{ s }}", HERE)),
                                new Entry(Text.of("k2", HERE), new Sequence(List.of(), HERE))),
                        HERE));
        all.put("ref", Text.of("{{ d.k1 | upper }}", HERE));
        all.put("bad", Text.of("{{ nope }}", HERE));
        all.put("wrong", Text.of("{{ s | }}", HERE));
        all.put("a", Text.of("{{ b }}", HERE));
        all.put("b", Text.of("{{ a }}", HERE));
        return all;
    }

    private static Templating tight() {
        return new Templating(RecordedCases.scope(VARIABLES), Map.of(), TIGHT);
    }

    /** Renders, or is refused with a problem; whatever else is thrown ends the test. */
    private static void rendersOrIsRefused(Templating templating, String template) {
        try {
            assertThat(templating.render(Text.of(template, HERE)).location()).isEqualTo(HERE);
        } catch (TemplateException e) {
            assertThat(e.problem().message()).as(template).isNotBlank();
            assertThat(e.problem().location().file()).as(template).isEqualTo("fuzz.yaml");
        } catch (RuntimeException | Error e) {
            throw new AssertionError(template, e);
        }
    }

    @RepeatedTest(8)
    void rendersOrRefusesWellFormedTemplates(RepetitionInfo repetition) {
        TemplateGenerator generator = new TemplateGenerator(new Random(repetition.getCurrentRepetition()));
        Templating templating = tight();
        for (int i = 0; i < 300; i++) {
            rendersOrIsRefused(templating, generator.template());
        }
    }

    @RepeatedTest(8)
    void rendersOrRefusesDamagedTemplates(RepetitionInfo repetition) {
        Random random = new Random(1000 + repetition.getCurrentRepetition());
        TemplateGenerator generator = new TemplateGenerator(random);
        Templating templating = tight();
        for (int i = 0; i < 300; i++) {
            rendersOrIsRefused(templating, generator.damaged(generator.template()));
        }
    }

    @Test
    void survivesDataThatIsNestedDeeply() {
        Templating templating = tight();
        String deepen = "{% set ns = namespace(x=[]) %}{% for i in range(9000) %}{% set ns.x = [ns.x] %}{% endfor %}";
        for (String use :
                List.of("{{ ns.x }}", "{{ ns.x == [ns.x] }}", "{{ ns.x | flatten }}", "{{ ns.x | to_json }}")) {
            rendersOrIsRefused(templating, deepen + use);
        }
        rendersOrIsRefused(templating, "{{ ('[' * 9000) | from_json }}");
        rendersOrIsRefused(templating, "{{ ('[' * 9000) | from_yaml }}");
        rendersOrIsRefused(templating, "{{ '[' * 9000 }}{{ ']' * 9000 }}");
        rendersOrIsRefused(templating, "{{ 'x' | regex_search('(' * 5000 ~ ')' * 5000) }}");
    }
}

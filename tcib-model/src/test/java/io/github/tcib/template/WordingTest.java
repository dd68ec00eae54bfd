package io.github.tcib.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tcib.model.Location;
import java.io.InputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What is said of templates that cannot be rendered. */
class WordingTest {

    private static final Location HERE = new Location("base.yaml", 1, 1);

    @TestFactory
    List<DynamicTest> saysWhatIsWrongWithATemplate() throws Exception {
        try (InputStream json = WordingTest.class.getResourceAsStream("wording.json")) {
            RecordedCases recorded = RecordedCases.read(json);
            Templating templating = recorded.templating();
            return recorded.cases().stream()
                    .map(each -> DynamicTest.dynamicTest(
                            each.template().length() > 80 ? each.template().substring(0, 80) : each.template(),
                            () -> assertThat(each.message(templating))
                                    .isEqualTo("cases.json:1:1: "
                                            + each.json().path("says").asText())))
                    .toList();
        }
    }

    @Test
    void saysByWhichWayVariablesReferToThemselves() {
        assertThat(said(Map.of("a", "{{ b }}", "b", "{{ a }}"), "{{ a }}"))
                .contains("variables refer to each other in a circle: a -> b -> a");
    }

    @Test
    void saysWhenVariablesReferToEachOtherTooDeep() {
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < 200; i++) {
            variables.put("v" + i, "{{ v" + (i + 1) + " }}");
        }
        variables.put("v200", "1");
        assertThat(said(variables, "{{ v0 }}")).contains("variables refer to each other deeper than 100 levels");
    }

    @Test
    void takesNoLimitsThatForbidAll() {
        assertThatThrownBy(() -> new Limits(0, 1, 1, Limits.defaults().maxTime()))
                .hasMessage("limits have to be positive");
    }

    @Test
    void saysWhichLimitIsReached() {
        String loops = "{% for i in range(1000) %}{% for j in range(1000) %}{{ i }}{% endfor %}{% endfor %}";
        Duration day = Duration.ofDays(1);
        assertThat(said(Map.of(), loops, new Limits(1_000_000, 100, 1000, day)))
                .endsWith("rendering takes more than 1000 steps");
        assertThat(said(Map.of(), loops, new Limits(1_000_000, 100, 5_000_000, Duration.ofNanos(1))))
                .endsWith("rendering takes longer than 0 ms");
    }

    private static String said(Map<String, String> variables, String template) {
        return said(variables, template, Limits.defaults());
    }

    private static String said(Map<String, String> variables, String template, Limits limits) {
        Map<String, Value> values = new LinkedHashMap<>();
        variables.forEach((name, text) -> values.put(name, Value.Text.of(text, HERE)));
        Templating templating = new Templating(RecordedCases.scope(values), Map.of(), limits);
        try {
            return templating.render(Value.Text.of(template, HERE)).toString();
        } catch (TemplateException e) {
            return e.problem().toString();
        }
    }
}

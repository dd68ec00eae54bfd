package io.github.tcib.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.tcib.model.Location;
import io.github.tcib.template.TemplateException.Kind;
import io.github.tcib.template.Value.Bool;
import io.github.tcib.template.Value.Entry;
import io.github.tcib.template.Value.Mapping;
import io.github.tcib.template.Value.Numeric;
import io.github.tcib.template.Value.Sequence;
import io.github.tcib.template.Value.Text;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplatingTest {
    private final Map<String, Value> variables = new LinkedHashMap<>();
    private final Templating templating =
            new Templating(RecordedCases.scope(variables), Map.of("HOME", "/home/me"), Limits.defaults());

    /** A text that stands in a file as it is, character by character. */
    private static Text text(String file, String text) {
        return new Text(text, offset -> {
            String before = text.substring(0, offset);
            int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
            return new Location(file, line, offset - (before.lastIndexOf('\n') + 1) + 1);
        });
    }

    private void given(String name, String value) {
        variables.put(name, text(name + ".yaml", value));
    }

    private TemplateException failure(String template) {
        return catchThrowableOfType(TemplateException.class, () -> templating.render(text("image.yaml", template)));
    }

    private String rendered(String template) throws TemplateException {
        return RecordedCases.json(templating.render(text("image.yaml", template)))
                .toString();
    }

    @Test
    void returnsTheSameTextIfItIsNoTemplate() throws TemplateException {
        Text plain = text("image.yaml", "echo {a} %} }}");

        assertThat(templating.render(plain)).isSameAs(plain);
    }

    @Test
    void rendersElementByElementAndKeepsPlacesButNeverTouchesKeys() throws TemplateException {
        given("release", "9");
        Location list = new Location("image.yaml", 3, 1);
        Value value = new Sequence(
                List.of(
                        text("image.yaml", "el{{ release }}"),
                        new Mapping(
                                List.of(new Entry(Text.of("{{ release }}", list), Text.of("{{ release }}", list))),
                                list)),
                list);

        Sequence result = (Sequence) templating.render(value);

        assertThat(result.location()).isEqualTo(list);
        assertThat(result.items().get(0)).isInstanceOfSatisfying(Text.class, text -> {
            assertThat(text.text()).isEqualTo("el9");
            assertThat(text.location()).isEqualTo(new Location("image.yaml", 1, 1));
        });
        assertThat(RecordedCases.json(result.items().get(1)).toString()).isEqualTo("{\"{{ release }}\":\"9\"}");
    }

    @Test
    void givesWhatAnExpressionComputesThePlaceOfItsTemplate() throws TemplateException {
        Value result = templating.render(text("image.yaml", "{{ [1, {'a': true}] }}"));

        assertThat(result.location()).isEqualTo(new Location("image.yaml", 1, 1));
        assertThat(((Sequence) result).items()).extracting(Value::location).containsOnly(result.location());
    }

    @Test
    void keepsTheTypeOfAVariableThatIsTheWholeTemplate() throws TemplateException {
        variables.put("n", new Numeric(BigInteger.TEN, Location.of("x")));
        variables.put("on", new Bool(true, Location.of("x")));

        assertThat(rendered("{{ n }}")).isEqualTo("10");
        assertThat(rendered("{{ n }}x")).isEqualTo("\"10x\"");
        assertThat(rendered("{{ on }}")).isEqualTo("true");
    }

    @Test
    void rendersOnlyTheVariablesThatAreUsedAndEachOnce() throws TemplateException {
        List<String> asked = new ArrayList<>();
        given("used", "{{ deeper }}");
        given("deeper", "x");
        given("broken", "{{ nope | }}");
        Scope scope = new Scope() {
            @Override
            public Optional<Value> lookup(String name) {
                asked.add(name);
                return Optional.ofNullable(variables.get(name));
            }

            @Override
            public Set<String> names() {
                return variables.keySet();
            }
        };
        Templating counting = new Templating(scope, Map.of(), Limits.defaults());

        counting.render(text("image.yaml", "{{ used ~ used ~ (broken if false else '') }}"));

        assertThat(asked).containsOnly("used", "deeper").containsOnlyOnce("used");
    }

    @Test
    void placesAFaultAtTheCharacterItIsAbout() {
        TemplateException failure = failure("first line\nsecond {{ 'a' ~ nope }}\n");

        assertThat(failure.kind()).isEqualTo(Kind.UNDEFINED);
        assertThat(failure.problem().location()).isEqualTo(new Location("image.yaml", 2, 17));
        assertThat(failure.problem().message()).isEqualTo("'nope' is undefined");
    }

    @Test
    void placesFaultsBehindEscapedBackslashesAndCarriageReturns() {
        assertThat(failure("{{ '\\d\\d' }}\r\n{{ nope }}").problem().location())
                .isEqualTo(new Location("image.yaml", 2, 4));
        assertThat(failure("{{ '\\d\\d' | foo }}").problem().location()).isEqualTo(new Location("image.yaml", 1, 13));
    }

    @Test
    void placesAnUndefinedValueWhereItIsNamedNotWhereItIsUsed() {
        assertThat(failure("{% set x = nope %}\n{{ x }}").problem().location())
                .isEqualTo(new Location("image.yaml", 1, 12));
        assertThat(failure("{{ {'a': nope} }}").problem().location()).isEqualTo(new Location("image.yaml", 1, 10));
    }

    @Test
    void tellsTheWayToAFaultInAnotherVariable() {
        given("inner", "a {{ nope }}");
        given("outer", "{{ inner }}");

        TemplateException failure = failure("see {{ outer }}");

        assertThat(failure.problem().location()).isEqualTo(new Location("inner.yaml", 1, 6));
        assertThat(failure.problem().message())
                .isEqualTo(
                        "'nope' is undefined (used in 'inner' at outer.yaml:1:4, used in 'outer' at image.yaml:1:8)");
    }

    @Test
    void tellsTheWayToAnErrorInAnotherVariable() {
        given("inner", "{{ 1 / 0 }}");

        TemplateException failure = failure("{{ inner }}");

        assertThat(failure.kind()).isEqualTo(Kind.EVALUATION);
        assertThat(failure).hasMessage("inner.yaml:1:6: division by zero (used in 'inner' at image.yaml:1:4)");
    }

    @Test
    void namesTheCircleOfVariablesThatReferToEachOther() {
        given("a", "{{ b }}");
        given("b", "x{{ c }}");
        given("c", "{{ b | default('') }}");

        TemplateException failure = failure("{{ a }}");

        assertThat(failure.kind()).isEqualTo(Kind.EVALUATION);
        assertThat(failure.problem().message())
                .startsWith("variables refer to each other in a circle: b -> c -> b (used in");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{{ tcib_pakages }}; did you mean 'tcib_packages'?",
                "{{ tcib_packages.comon }}; did you mean 'common'?",
                "{{ tcib_packages | dict2item }}; did you mean 'dict2items'?",
                "{{ tcib_packages is defind }}; did you mean 'defined'?",
                "{{ lookup('envv', 'HOME') }}; did you mean 'env'?",
                "{{ 'a'.uper() }}; did you mean 'upper'?",
                "{{ ['a'] | map('uper') | list }}; did you mean 'upper'?",
                "{{ 'a' | indent(widht=2) }}; did you mean 'width'?",
                "{% fro x in [] %}; did you mean 'for'?",
            })
    void asksWhetherANearNameWasMeant(String template, String hint) {
        variables.put(
                "tcib_packages",
                new Mapping(
                        List.of(new Entry(Text.of("common", Location.of("x")), Text.of("p", Location.of("x")))),
                        Location.of("x")));

        assertThat(failure(template).problem().hint()).contains(hint);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% macro m() %}{% endmacro %}",
                "{% call m() %}{% endcall %}",
                "{% import 'x' as y %}",
                "{% from 'x' import y %}",
                "{% include '/etc/passwd' %}",
                "{% extends 'x' %}",
                "{% block x %}{% endblock %}",
                "{% autoescape true %}{% endautoescape %}",
                "{{ ''.__class__ }}",
                "{{ {}['__class__'] }}",
                "{{ '' | attr('__class__') }}",
                "{{ '{0.__class__}'.format('') }}",
                "{{ [].append(1) }}",
                "{{ {}.update({}) }}",
                "{{ lookup('file', '/etc/passwd') }}",
                "{{ lookup('pipe', 'id') }}",
                "{{ lookup('url', 'http://localhost') }}",
                "{{ query('password', '/tmp/x') }}",
                "{{ '/etc/*' | fileglob }}",
                "{{ '/etc' | realpath }}",
                "{{ '/etc/passwd' is exists }}",
                "{{ [1, 2] | random }}",
                "{{ [1, 2] | shuffle }}",
                "{{ now() }}",
                "{{ 'x' | password_hash }}",
            })
    void refusesWhatReachesOutOrChanges(String template) {
        assertThat(failure(template).problem().message()).contains("not supported");
    }

    @Test
    void seesTheEnvironmentItWasGivenAndNoOther() throws TemplateException {
        assertThat(rendered("{{ lookup('env', 'HOME') }}")).isEqualTo("\"/home/me\"");
        assertThat(rendered("{{ lookup('env', 'PATH') }}")).isEqualTo("\"\"");
    }

    @Test
    void rendersAVariableByName() throws TemplateException {
        given("greeting", "hello {{ 'you' }}");

        assertThat(templating.renderVariable("greeting").map(value -> ((Text) value).text()))
                .contains("hello you");
        assertThat(templating.renderVariable("absent")).isEmpty();
    }

    @Test
    void showsNoJavaInItsMessages() {
        assertThatThrownBy(() -> rendered("{{ 'a' < 1 }}"))
                .hasMessage("image.yaml:1:4: '<' not supported between instances of 'str' and 'int'")
                .hasNoCause();
    }

    /** The place of an escape that cannot be read is that of its backslash. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "{% set x = 'ab\\x4' %} ~ image.yaml:1:15: truncated \\x escape",
                "{% set x = 'ab\\n\\u00e' %} ~ image.yaml:1:17: truncated \\u escape",
                "{% set x = 'ab\\U00110000' %} ~ image.yaml:1:15: illegal Unicode character",
                "{% set x = 'a\\N{BULLET' %} ~ image.yaml:1:14: malformed \\N character escape",
                "{% set x = '\\N{NOPE}' %} ~ image.yaml:1:13: unknown Unicode character name",
                "{% set x = 'a' 'b\\x4' %} ~ image.yaml:1:18: truncated \\x escape"
            })
    void placesAnEscapeAtItsBackslash(String template, String message) {
        assertThat(failure(template)).hasMessage(message);
    }
}

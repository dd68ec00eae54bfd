package io.github.tcib.template;

import io.github.tcib.ForeignInput;
import io.github.tcib.model.Location;
import io.github.tcib.template.Value.Text;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Templates that would take the machine with them, under the limits that builds have. */
class TemplateBombTest {

    private static final Location HERE = new Location("bomb.yaml", 1, 1);
    /** Kept or not: a template may make and drop texts until its time is over, which is more on a fast machine. */
    private static final long MEMORY = 16L << 30;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ ('9' * 5000000) is version('1', '>') }}",
                "{{ ('9' * 5000000) is version('1', '>', strict=true) }}",
                "{{ ('9' * 5000000) is version('1', '>', version_type='pep440') }}",
                "{{ ('9' * 5000000) | from_json }}",
                "{{ ('9' * 2000000) | from_yaml }}",
                "{{ ('1:' * 900000 ~ '1') | from_yaml }}",
                "{{ ('0x' ~ 'f' * 2000000) | from_yaml }}",
                "{{ ('[' ~ '9' * 3000000 ~ ']') | from_json | first }}",
                "{{ {'a': [1]} | community.general.json_query('a[' ~ '9' * 2000000 ~ ']') }}",
                "{{ lookup('vars', '9' * 5000000) }}",
                "{{ ('x.' ~ '9' * 2000000) | human_to_bytes }}",
                "{{ [{'a': 1}] | map(attribute='9' * 3000000) | list }}",
                "{{ '%' ~ '9' * 100000 ~ 'd' }}",
                "{{ ('%' ~ '9' * 3000000 ~ 'd') % 1 }}",
                "{{ ('{:' ~ '9' * 3000000 ~ 'd}').format(1) }}",
                "{{ '1' | pow('9' * 3000000) }}",
                "{{ ('ab' * 2000000) is match('(a|b)*c') }}",
                "{{ ('a' * 5000000) | regex_findall('(?:a|aa)+b') }}",
                "{{ ('a' * 40) is search('^(a+)+$b') }}",
                "{{ ['a' * 40] | select('match', '(a|a)*b\\\\b') | list }}",
                "{{ ('a ' * 2000000) | wordwrap(1) }}",
                "{{ ('<a' * 2000000) | striptags }}",
                "{{ ('&#' * 2000000) | striptags }}",
                "{{ ('<' * 1000000) | urlize }}",
                "{{ ('http://a' * 500000) | urlsplit }}",
                "{{ ('\\\\' * 4000000) | from_json }}",
                "{{ range(10**9) | list }}",
                "{{ 'a' * 10**9 }}",
                "{{ ('a' * 3000000) | difference('b' * 3000000) | length }}",
                "{{ (range(200000) | list) | difference(range(200000) | list) | length }}",
                "{{ (range(20000) | list | product(range(20000) | list)) | first }}",
                "{{ range(2000000) | map('string') | unique | list | length }}",
                "{{ ('a,' * 2000000).split(',') | groupby('x') | length }}",
                "{{ range(500000) | list | shuffle | sort | length }}",
                "{{ ('1' * 500000) | to_datetime('%Y' * 5000) }}",
                "{{ ('a' * 3000000) | password_hash('sha512') }}",
                "{{ ('é' * 3000000) | b64encode | b64decode | length }}"
            })
    void rendersOrRefusesWithinTheLimits(String template) {
        Limits limits = new Limits(10_000_000, 100, 5_000_000, Duration.ofSeconds(2));
        ForeignInput.seeded(0)
                .declares(TemplateException.class)
                .allocatesAtMost(MEMORY)
                .one(
                        template,
                        text -> new Templating(RecordedCases.scope(Map.of()), Map.of(), limits)
                                .render(Text.of(text, HERE)));
    }
}

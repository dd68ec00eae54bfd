package io.github.tcib.template;

import java.util.List;
import java.util.Random;

/** Makes templates up; the same ones for the same seed. */
final class TemplateGenerator {
    private static final List<String> NAMES =
            List.of("s", "n", "f", "none", "l", "d", "ref", "bad", "wrong", "a", "nope", "loop", "range", "dict", "x");
    private static final List<String> LITERALS = List.of(
            "1",
            "-3",
            "2.5",
            "1e300",
            "''",
            "'a'",
            "'%s %d'",
            "'{} {a}'",
            "'[1, 2]'",
            "'a: {b: [1]}'",
            "true",
            "none",
            "[1, 2, 3]",
            "{'k': 1}",
            "(1, 'q')",
            "range(5)",
            "'(a+)+$'",
            "'\\\\d'",
            "99999999999999999999",
            "d.items()");
    private static final List<String> FILTERS = List.of(
            "abs",
            "attr",
            "batch",
            "capitalize",
            "center",
            "combine",
            "comment",
            "combinations",
            "count",
            "d",
            "dict2items",
            "dictsort",
            "difference",
            "escape",
            "extract",
            "filesizeformat",
            "first",
            "flatten",
            "float",
            "format",
            "from_json",
            "from_yaml",
            "groupby",
            "hash",
            "human_readable",
            "human_to_bytes",
            "indent",
            "int",
            "items2dict",
            "join",
            "last",
            "length",
            "list",
            "log",
            "lower",
            "map",
            "max",
            "min",
            "path_join",
            "permutations",
            "pow",
            "pprint",
            "product",
            "quote",
            "regex_findall",
            "regex_replace",
            "regex_search",
            "reject",
            "rejectattr",
            "replace",
            "reverse",
            "root",
            "round",
            "select",
            "selectattr",
            "slice",
            "sort",
            "splitext",
            "string",
            "striptags",
            "subelements",
            "sum",
            "ternary",
            "title",
            "to_datetime",
            "to_json",
            "to_nice_json",
            "to_nice_yaml",
            "to_uuid",
            "to_yaml",
            "tojson",
            "trim",
            "truncate",
            "type_debug",
            "union",
            "unique",
            "upper",
            "urlencode",
            "urlsplit",
            "wordcount",
            "wordwrap",
            "xmlattr",
            "zip",
            "b64decode");
    private static final List<String> TESTS = List.of(
            "defined",
            "none",
            "string",
            "even",
            "in",
            "eq",
            "gt",
            "match",
            "search",
            "version",
            "subset",
            "contains",
            "divisibleby",
            "url",
            "truthy",
            "iterable",
            "any",
            "all");
    private static final List<String> OPERATORS =
            List.of("+", "-", "*", "/", "//", "%", "**", "~", "==", "!=", "<", ">=", "in", "not in", "and", "or");
    private static final List<String> TAILS = List.of(
            ".k1",
            "['k1']",
            "[0]",
            "[-1]",
            "[1:]",
            "[::-1]",
            ".0",
            ".upper()",
            ".items()",
            ".split()",
            ".format(1, a=2)",
            ".get('k1')",
            ".append(1)",
            ".__class__",
            "()",
            ".join(l)",
            ".count('a')",
            ".zfill(9)",
            ".index('z')");
    private static final List<String> SCRAPS = List.of(
            "{{", "}}", "{%", "%}", "{#", "#}", "{", "}", "(", ")", "[", "]", "'", "\"", "\\", "|", ".", ",", ":", "=",
            "-", "+", "~", "é", "😀", "\n", "\0", " ", "1", "if", "endfor", "raw", "is", "not", "\ud800");

    private final Random random;

    TemplateGenerator(Random random) {
        this.random = random;
    }

    private String one(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    private String expression(int depth) {
        if (depth == 0) {
            return random.nextBoolean() ? one(NAMES) : one(LITERALS);
        }
        String inner = "(" + expression(depth - 1) + ")";
        return switch (random.nextInt(9)) {
            case 0, 1, 2 -> inner + " | " + one(FILTERS) + arguments(depth);
            case 3 -> inner + " " + one(OPERATORS) + " (" + expression(depth - 1) + ")";
            case 4 -> inner + " is " + one(TESTS) + arguments(depth);
            case 5 -> inner + one(TAILS);
            case 6 -> inner + " if " + expression(depth - 1) + " else " + expression(depth - 1);
            case 7 -> "[" + inner + ", " + expression(depth - 1) + "]";
            default -> "{" + one(LITERALS) + ": " + inner + "}";
        };
    }

    private String arguments(int depth) {
        return switch (random.nextInt(5)) {
            case 0 -> "";
            case 1, 2 -> "(" + expression(depth - 1) + ")";
            case 3 -> "(" + one(LITERALS) + ", " + one(NAMES) + ")";
            default -> "(" + one(LITERALS) + ", attribute=" + one(LITERALS) + ")";
        };
    }

    private String statement(int depth) {
        String expression = expression(1 + random.nextInt(3));
        String inner = depth == 0 ? "text" : statement(depth - 1);
        return switch (random.nextInt(9)) {
            case 0, 1, 2 -> "{{ " + expression + " }}";
            case 3 -> "{% for x in " + expression + " %}{{ loop.index }}" + inner + "{% else %}none{% endfor %}";
            case 4 -> "{% if " + expression + " %}" + inner + "{% else %}" + inner + "{% endif %}";
            case 5 -> "{% set x = " + expression + " %}" + inner + "{{ x }}";
            case 6 -> "{% filter " + one(FILTERS) + " %}" + inner + "{% endfilter %}";
            case 7 -> "{% set x | " + one(FILTERS) + " %}" + inner + "{% endset %}{{ x }}";
            default -> "{% with x = " + expression + " -%} " + inner + " {%- endwith %}{# c #}\n";
        };
    }

    String template() {
        return statement(random.nextInt(3));
    }

    /** A template with scraps put in, characters left out and parts doubled. */
    String damaged(String template) {
        StringBuilder text = new StringBuilder(template);
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(text.length() + 1);
            switch (random.nextInt(4)) {
                case 0, 1 -> text.insert(at, one(SCRAPS));
                case 2 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(4)));
                default -> text.insert(at, text.substring(0, at));
            }
        }
        return text.toString();
    }
}

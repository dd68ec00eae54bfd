package io.github.tcib.template.plugin;

import io.github.tcib.template.python.Budget;
import io.github.tcib.template.python.Fault;
import io.github.tcib.template.python.Moment;
import io.github.tcib.template.python.Numbers;
import io.github.tcib.template.python.Py;
import io.github.tcib.template.python.Py.Array;
import io.github.tcib.template.python.Py.Bool;
import io.github.tcib.template.python.Py.Int;
import io.github.tcib.template.python.Py.Real;
import io.github.tcib.template.python.Py.Str;
import io.github.tcib.template.python.Sequences;
import java.io.StringReader;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/** Reads YAML 1.1 as PyYAML's safe loader. */
final class YamlData {
    private static final int DEEPEST = 100;
    private static final int LONGEST_TIME = 1024;
    /** To take a line apart takes the library the square of its length. */
    private static final int LONGEST_LINE = 200_000;

    private static final Pattern DATE = Pattern.compile("([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})"
            + "(?:(?:[Tt]|[ \\t]+)([0-9]{1,2}):([0-9]{2}):([0-9]{2})(?:\\.([0-9]*))?[ \\t]*(Z|[-+][0-9:]+)?)?");

    private final Budget budget;
    private int depth;

    private YamlData(Budget budget) {
        this.budget = budget;
    }

    static Py read(String text, Budget budget) {
        List<Py> documents = readAll(text, budget);
        if (documents.size() > 1) {
            throw Fault.evaluation("expected a single document of YAML, found " + documents.size());
        }
        return documents.isEmpty() ? Py.None.NONE : documents.get(0);
    }

    static List<Py> readAll(String text, Budget budget) {
        if (text.lines().anyMatch(line -> line.length() > LONGEST_LINE)) {
            throw Fault.evaluation("the YAML has a line of more than " + LONGEST_LINE + " characters");
        }
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(DEEPEST);
        Yaml yaml = new Yaml(
                new SafeConstructor(options),
                new Representer(new DumperOptions()),
                new DumperOptions(),
                options,
                new YamlTypes());
        List<Py> documents = new ArrayList<>();
        try {
            for (Node node : yaml.composeAll(new StringReader(text))) {
                documents.add(new YamlData(budget).value(node));
            }
        } catch (YAMLException | NumberFormatException e) {
            throw Fault.evaluation("no YAML: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
        return documents;
    }

    private Py value(Node node) {
        budget.charge(1);
        if (++depth > DEEPEST) {
            throw Fault.evaluation("the YAML is nested too deep");
        }
        Py value;
        if (node instanceof SequenceNode sequence) {
            List<Py> items = new ArrayList<>();
            sequence.getValue().forEach(item -> items.add(value(item)));
            value = new Array(items);
        } else if (node instanceof MappingNode mapping) {
            value = mapping(mapping);
        } else {
            value = scalar((ScalarNode) node);
        }
        depth--;
        return value;
    }

    private Py mapping(MappingNode mapping) {
        List<Map.Entry<Py, Py>> merged = new ArrayList<>();
        List<Map.Entry<Py, Py>> own = new ArrayList<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (Tag.MERGE.equals(tuple.getKeyNode().getTag())) {
                merge(tuple.getValueNode(), merged);
            } else {
                own.add(Map.entry(value(tuple.getKeyNode()), value(tuple.getValueNode())));
            }
        }
        merged.addAll(own);
        return Sequences.dict(merged);
    }

    private void merge(Node node, List<Map.Entry<Py, Py>> into) {
        if (node instanceof SequenceNode sequence) {
            for (int i = sequence.getValue().size() - 1; i >= 0; i--) {
                merge(sequence.getValue().get(i), into);
            }
        } else if (value(node) instanceof Py.Dict dict) {
            into.addAll(dict.entries().entrySet());
        } else {
            throw Fault.evaluation("the YAML merges what is no mapping");
        }
    }

    private Py scalar(ScalarNode node) {
        String text = node.getValue();
        Tag tag = node.getTag();
        if (tag.equals(Tag.NULL)) {
            return Py.None.NONE;
        } else if (tag.equals(Tag.BOOL)) {
            return Bool.of(List.of("yes", "true", "on").contains(text.toLowerCase(Locale.ROOT)));
        } else if (tag.equals(Tag.INT)) {
            return whole(text);
        } else if (tag.equals(Tag.FLOAT)) {
            return real(text);
        } else if (tag.equals(Tag.TIMESTAMP)) {
            return moment(text);
        } else if (tag.equals(Tag.STR)) {
            return Str.of(text);
        }
        throw Fault.evaluation("the YAML has a tag that is not supported: " + tag.getValue());
    }

    private static Py whole(String text) {
        String digits = text.replace("_", "");
        boolean negative = digits.startsWith("-");
        digits = digits.replaceFirst("^[-+]", "");
        BigInteger value;
        if (digits.indexOf(':') >= 0) {
            if (digits.length() > LONGEST_TIME) {
                throw Fault.evaluation(
                        "the YAML has a number with colons of more than " + LONGEST_TIME + " characters");
            }
            value = BigInteger.ZERO;
            for (String part : digits.split(":", -1)) {
                value = value.multiply(BigInteger.valueOf(60)).add(Numbers.ofDigits(part, 10));
            }
        } else if (digits.startsWith("0b")) {
            value = Numbers.ofDigits(digits.substring(2), 2);
        } else if (digits.startsWith("0x")) {
            value = Numbers.ofDigits(digits.substring(2), 16);
        } else {
            value = Numbers.ofDigits(digits, digits.length() > 1 && digits.startsWith("0") ? 8 : 10);
        }
        return new Int(negative ? value.negate() : value);
    }

    private static Py real(String text) {
        String number = text.replace("_", "").toLowerCase(Locale.ROOT);
        if (number.endsWith(".inf") || number.endsWith(".nan")) {
            double value = number.endsWith("nan") ? Double.NaN : Double.POSITIVE_INFINITY;
            return new Real(number.startsWith("-") ? -value : value);
        }
        if (number.indexOf(':') >= 0) {
            double value = 0;
            for (String part : number.replaceFirst("^[-+]", "").split(":", -1)) {
                value = value * 60 + Numbers.real(part).orElse(0.0);
            }
            return new Real(number.startsWith("-") ? -value : value);
        }
        return Numbers.real(number).<Py>map(Real::new).orElse(Str.of(text));
    }

    private static Py moment(String text) {
        Matcher matcher = DATE.matcher(text);
        if (!matcher.matches()) {
            return Str.of(text);
        }
        try {
            int[] parts = new int[6];
            for (int i = 0; i < parts.length; i++) {
                parts[i] = matcher.group(i + 1) == null ? 0 : Integer.parseInt(matcher.group(i + 1));
            }
            LocalDate date = LocalDate.of(parts[0], parts[1], parts[2]);
            if (matcher.group(4) == null) {
                return new Moment(date.atStartOfDay(), true);
            }
            if (matcher.group(8) != null) {
                throw Fault.evaluation("a time with a time zone is not supported: " + text);
            }
            String fraction = matcher.group(7) == null ? "" : matcher.group(7);
            int micros = Integer.parseInt((fraction + "000000").substring(0, 6));
            LocalDateTime time = date.atTime(parts[3], parts[4], parts[5], micros * 1000);
            return new Moment(time, false);
        } catch (DateTimeException e) {
            throw Fault.evaluation("no date: " + text);
        }
    }
}

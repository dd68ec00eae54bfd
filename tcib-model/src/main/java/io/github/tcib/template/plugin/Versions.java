package io.github.tcib.template.plugin;

import io.github.tcib.template.python.Bound;
import io.github.tcib.template.python.Comparison;
import io.github.tcib.template.python.Comparison.Order;
import io.github.tcib.template.python.Fault;
import io.github.tcib.template.python.Numbers;
import io.github.tcib.template.python.Py;
import io.github.tcib.template.python.Py.Array;
import io.github.tcib.template.python.Py.Int;
import io.github.tcib.template.python.Py.Str;
import io.github.tcib.template.python.Truth;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The test version: two version numbers, compared in one of several ways. */
final class Versions {
    private static final Pattern PART = Pattern.compile("[0-9]+|[a-z]+|\\.");
    private static final Pattern STRICT = Pattern.compile("([0-9]+)\\.([0-9]+)(?:\\.([0-9]+))?(?:([ab])([0-9]+))?");
    private static final Pattern SEMANTIC = Pattern.compile(
            "(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)(?:-((?:0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*)"
                    + "(?:\\.(?:0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*))*))?(?:\\+[0-9a-zA-Z-]+(?:\\.[0-9a-zA-Z-]+)*)?");

    private Versions() {}

    static boolean compare(Bound args) {
        Py value = args.get("value");
        Py version = args.get("version");
        if (args.some("strict").isPresent() && args.some("version_type").isPresent()) {
            throw Fault.evaluation("the test version takes 'strict' or 'version_type', not both");
        }
        if (!Truth.of(value) || !Truth.of(version)) {
            throw Fault.evaluation("a version to compare is empty");
        }
        String type = args.truth("strict", false)
                ? "strict"
                : args.some("version_type").isPresent() ? args.text("version_type") : "loose";
        String operator = args.text("operator", "eq");
        Py left = parsed(args.text("value"), type);
        Py right = parsed(args.text("version"), type);
        return switch (operator) {
            case "==", "=", "eq" -> same(left, right);
            case "!=", "<>", "ne" -> !same(left, right);
            case "<", "lt" -> test(Order.LESS, left, right);
            case "<=", "le" -> test(Order.LESS_OR_EQUAL, left, right);
            case ">", "gt" -> test(Order.GREATER, left, right);
            case ">=", "ge" -> test(Order.GREATER_OR_EQUAL, left, right);
            default ->
                throw Fault.evaluation(
                        "'" + operator + "' is no comparison of versions; there are ==, !=, <, <=, > and >=");
        };
    }

    /** Versions that have no order are an error even when only asked whether they are the same. */
    private static boolean same(Py left, Py right) {
        if (left.equals(right)) {
            return true;
        }
        test(Order.LESS, left, right);
        return false;
    }

    private static boolean test(Order order, Py left, Py right) {
        try {
            return Comparison.test(order, left, right);
        } catch (Fault fault) {
            throw Fault.evaluation("the versions cannot be compared: " + fault.text());
        }
    }

    private static Py parsed(String version, String type) {
        return switch (type) {
            case "loose" -> loose(version);
            case "strict" -> strict(version);
            case "semver", "semantic" -> semantic(version);
            case "pep440" -> Pep440.parsed(version);
            default ->
                throw Fault.evaluation(
                        "'" + type + "' is no type of versions; there are loose, strict, semver, semantic and pep440");
        };
    }

    private static Py number(String digits) {
        return new Int(Numbers.ofDigits(digits, 10));
    }

    /** Numbers and words in turn. */
    private static Py loose(String version) {
        List<Py> parts = new ArrayList<>();
        Matcher matcher = PART.matcher(version);
        int at = 0;
        while (matcher.find()) {
            if (matcher.start() > at) {
                parts.add(Str.of(version.substring(at, matcher.start())));
            }
            String part = matcher.group();
            if (!part.equals(".")) {
                parts.add(Character.isDigit(part.charAt(0)) ? number(part) : Str.of(part));
            }
            at = matcher.end();
        }
        if (at < version.length()) {
            parts.add(Str.of(version.substring(at)));
        }
        return new Array(parts);
    }

    /** Two or three numbers, and a pre-release that comes before what has none. */
    private static Py strict(String version) {
        Matcher matcher = STRICT.matcher(version);
        if (!matcher.matches()) {
            throw Fault.evaluation("invalid version number '" + version + "'");
        }
        boolean release = matcher.group(4) == null;
        return new Array(List.of(
                number(matcher.group(1)),
                number(matcher.group(2)),
                number(matcher.group(3) == null ? "0" : matcher.group(3)),
                Str.of(release ? "z" : matcher.group(4)),
                number(release ? "0" : matcher.group(5))));
    }

    /** Semantic Versioning 2.0.0: a pre-release comes before its release, numbers before words. */
    private static Py semantic(String version) {
        Matcher matcher = SEMANTIC.matcher(version);
        if (!matcher.matches()) {
            throw Fault.evaluation("invalid semantic version '" + version + "'");
        }
        List<Py> identifiers = new ArrayList<>();
        if (matcher.group(4) != null) {
            for (String part : matcher.group(4).split("\\.", -1)) {
                boolean digits = part.chars().allMatch(Character::isDigit);
                identifiers.add(
                        new Array(digits ? List.of(Int.of(0), number(part)) : List.of(Int.of(1), Str.of(part))));
            }
        }
        return new Array(List.of(
                number(matcher.group(1)),
                number(matcher.group(2)),
                number(matcher.group(3)),
                Int.of(identifiers.isEmpty() ? 1 : 0),
                new Array(identifiers)));
    }
}

package io.github.tcib.template.plugin;

import io.github.tcib.template.python.Fault;
import io.github.tcib.template.python.Numbers;
import io.github.tcib.template.python.Py;
import io.github.tcib.template.python.Py.Array;
import io.github.tcib.template.python.Py.Int;
import io.github.tcib.template.python.Py.Real;
import io.github.tcib.template.python.Py.Str;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Versions of Python packages, PEP 440, as values in the order of the versions. */
final class Pep440 {
    private static final Pattern VERSION = Pattern.compile("v?(?:(?<epoch>[0-9]+)!)?(?<release>[0-9]+(?:\\.[0-9]+)*)"
            + "(?:[-_.]?(?<pre>alpha|a|beta|b|preview|pre|c|rc)[-_.]?(?<preN>[0-9]+)?)?"
            + "(?<post>-(?<postBare>[0-9]+)|[-_.]?(?:post|rev|r)[-_.]?(?<postN>[0-9]+)?)?"
            + "(?<dev>[-_.]?dev[-_.]?(?<devN>[0-9]+)?)?(?:\\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?");
    private static final Py FIRST = new Real(Double.NEGATIVE_INFINITY);
    private static final Py LAST = new Real(Double.POSITIVE_INFINITY);

    private Pep440() {}

    static Py parsed(String version) {
        Matcher matcher = VERSION.matcher(version.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw Fault.evaluation("Invalid version: '" + version + "'");
        }
        boolean pre = matcher.group("pre") != null;
        boolean post = matcher.group("post") != null;
        boolean dev = matcher.group("dev") != null;
        Py preKey = pre
                ? new Array(List.of(Int.of(stage(matcher.group("pre"))), number(matcher, "preN")))
                : new Array(List.of(!post && dev ? FIRST : LAST));
        Py postKey = post ? number(matcher, matcher.group("postBare") != null ? "postBare" : "postN") : FIRST;
        Py devKey = dev ? number(matcher, "devN") : LAST;
        return new Array(List.of(
                number(matcher, "epoch"), release(matcher.group("release")), preKey, postKey, devKey, local(matcher)));
    }

    private static int stage(String word) {
        return switch (word) {
            case "a", "alpha" -> 0;
            case "b", "beta" -> 1;
            default -> 2;
        };
    }

    private static Py number(Matcher matcher, String group) {
        String digits = matcher.group(group);
        return new Int(digits == null ? BigInteger.ZERO : Numbers.ofDigits(digits, 10));
    }

    private static Py release(String release) {
        List<Py> numbers = new ArrayList<>();
        for (String part : release.split("\\.", -1)) {
            numbers.add(new Int(Numbers.ofDigits(part, 10)));
        }
        while (numbers.size() > 1 && numbers.get(numbers.size() - 1).equals(Int.of(0))) {
            numbers.remove(numbers.size() - 1);
        }
        return new Array(numbers);
    }

    private static Py local(Matcher matcher) {
        List<Py> parts = new ArrayList<>();
        if (matcher.group("local") == null) {
            return new Array(List.of());
        }
        for (String part : matcher.group("local").split("[-_.]", -1)) {
            boolean digits = part.chars().allMatch(Character::isDigit);
            parts.add(new Array(
                    digits ? List.of(new Int(Numbers.ofDigits(part, 10)), Str.of("")) : List.of(FIRST, Str.of(part))));
        }
        return new Array(parts);
    }
}

package io.github.tcib.messages;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The messages that one text may come to: each option that has words of its own comes up once. */
final class Variants {

    /** Options of fewer words are values. */
    private static final int PROSE = 3;

    private final Set<Text> seen = new HashSet<>();

    /** Fixed parts and names of values, taking turns. */
    List<List<String>> of(Text text) {
        return expand(text).stream().map(Variants::inTurns).distinct().toList();
    }

    /** The first is the plain one, the others differ from it in one place. */
    private List<List<Text>> expand(Text text) {
        if (text instanceof Text.Joined joined) {
            List<List<List<Text>>> parts =
                    joined.parts().stream().map(this::expand).toList();
            List<List<Text>> all = new ArrayList<>();
            all.add(with(parts, -1, 0));
            for (int part = 0; part < parts.size(); part++) {
                for (int option = 1; option < parts.get(part).size(); option++) {
                    all.add(with(parts, part, option));
                }
            }
            return all;
        }
        if (text instanceof Text.Either either) {
            return options(either);
        }
        if (text instanceof Text.Passed passed) {
            String name = passed.parameter().getSimpleName().toString();
            return List.of(List.of(new Text.Value(name)));
        }
        return List.of(List.of(text));
    }

    private List<List<Text>> options(Text.Either either) {
        List<Text> prose = either.options().stream()
                .filter(option -> option.wordCount() >= PROSE)
                .toList();
        boolean plain = prose.size() < either.options().size() || prose.stream().allMatch(seen::contains);
        List<List<Text>> all = new ArrayList<>();
        if (plain) {
            boolean leftOut = !prose.isEmpty() && either.options().contains(Text.nothing());
            all.add(List.of(leftOut ? Text.nothing() : new Text.Value("value")));
        }
        for (Text option : prose) {
            if (seen.add(option)) {
                all.addAll(expand(option));
            }
        }
        return all;
    }

    private static List<Text> with(List<List<List<Text>>> parts, int other, int option) {
        List<Text> whole = new ArrayList<>();
        for (int part = 0; part < parts.size(); part++) {
            whole.addAll(parts.get(part).get(part == other ? option : 0));
        }
        return whole;
    }

    private static List<String> inTurns(List<Text> texts) {
        List<String> parts = new ArrayList<>(List.of(""));
        boolean value = false;
        for (Text text : texts) {
            if (text instanceof Text.Fixed fixed && !fixed.words().isEmpty()) {
                parts.set(parts.size() - 1, parts.get(parts.size() - 1) + fixed.words());
                value = false;
            } else if (text instanceof Text.Value named && !value) {
                parts.add(named.name());
                parts.add("");
                value = true;
            }
        }
        // a problem without a hint
        int last = parts.size() - 1;
        parts.set(last, parts.get(last).replaceFirst(";\\s*$", ""));
        return parts;
    }
}

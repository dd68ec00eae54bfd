package io.github.tcib.messages;

import static java.util.Comparator.comparingInt;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which messages the texts of tests meet. A text meets a message when
 *
 * <ul>
 *   <li>it has four words of it in a row, or
 *   <li>it has all the fixed parts in their order, and fits no message that says more, or
 *   <li>it is compared with by the test and as a whole a part of the message, of two words or more.
 * </ul>
 *
 * What fits several messages meets the one that is made in the package of the test, if only one is, and else none.
 */
final class Meeting {

    private static final int RUN = 4;

    private final Map<String, Set<Message>> runs = new HashMap<>();
    private final Map<Message, Pattern> patterns = new LinkedHashMap<>();
    private final Map<Message, Integer> lengths = new HashMap<>();
    private final Map<Message, String> longest = new HashMap<>();

    Meeting(List<Message> messages) {
        for (Message message : messages) {
            for (String part : message.fixed()) {
                runsOf(part)
                        .forEach(run -> runs.computeIfAbsent(run, any -> new HashSet<>())
                                .add(message));
            }
            List<String> parts = message.fixed().stream().map(Meeting::trimmed).toList();
            lengths.put(message, parts.stream().mapToInt(String::length).sum());
            longest.put(
                    message, parts.stream().max(comparingInt(String::length)).orElse(""));
            patterns.put(
                    message,
                    Pattern.compile(parts.stream()
                            .filter(part -> !part.isEmpty())
                            .map(Pattern::quote)
                            .collect(Collectors.joining(".*?"))));
        }
    }

    Set<Message> metBy(Collection<Expected> texts) {
        Set<Message> met = new HashSet<>();
        for (Expected text : texts) {
            if (text.text().indexOf(' ') < 0) {
                continue;
            }
            for (String piece : text.text().split(TestTexts.VALUE, -1)) {
                runsOf(piece).forEach(run -> met.addAll(the(runs.getOrDefault(run, Set.of()), text)));
            }
            met.addAll(the(saidInFull(text.text()), text));
            if (text.asserted() && Words.of(text.text()).size() > 1) {
                met.addAll(the(having(text.text().strip()), text));
            }
        }
        return met;
    }

    private static Collection<Message> the(Collection<Message> fitting, Expected text) {
        if (fitting.size() > 1) {
            List<Message> near = fitting.stream()
                    .filter(message -> message.area().equals(text.area()))
                    .toList();
            return near.size() == 1 ? near : List.of();
        }
        return fitting;
    }

    private Collection<Message> saidInFull(String text) {
        List<Message> fitting = new ArrayList<>();
        int most = 0;
        for (Map.Entry<Message, Pattern> each : patterns.entrySet()) {
            int length = lengths.getOrDefault(each.getKey(), 0);
            if (length >= most
                    && length <= text.length()
                    && text.contains(longest.getOrDefault(each.getKey(), ""))
                    && each.getValue().matcher(text).find()) {
                if (length > most) {
                    fitting.clear();
                }
                most = length;
                fitting.add(each.getKey());
            }
        }
        return fitting;
    }

    private Collection<Message> having(String text) {
        return patterns.keySet().stream()
                .filter(message -> message.fixed().stream().anyMatch(part -> part.contains(text)))
                .toList();
    }

    private static List<String> runsOf(String text) {
        List<String> words = Words.of(text);
        List<String> found = new ArrayList<>();
        for (int from = 0; from + RUN <= words.size(); from++) {
            found.add(String.join(" ", words.subList(from, from + RUN)));
        }
        return found;
    }

    private static String trimmed(String part) {
        String text = part.strip();
        return text.equals(";") ? "" : text;
    }
}

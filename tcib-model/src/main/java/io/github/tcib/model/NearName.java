package io.github.tcib.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the names a user may have meant. */
public final class NearName {

    private static final int MOST = 3;
    private static final int LONGEST = 80;

    private NearName() {}

    /** The known name nearest to a word that is not known; empty when none is near. */
    public static Optional<String> of(String word, Collection<String> known) {
        return near(word, known).stream().findFirst();
    }

    /** A hint such as {@code did you mean 'keystone'?}; empty when no known name is near. */
    public static Optional<String> hint(String word, Collection<String> known) {
        List<String> near = near(word, known);
        return near.isEmpty()
                ? Optional.empty()
                : Optional.of(near.stream()
                        .limit(MOST)
                        .map(name -> "'" + name + "'")
                        .collect(Collectors.joining(" or ", "did you mean ", "?")));
    }

    /** Names at most a third of the word's length, and at most three edits, away; nearest first. Case does not count. */
    private static List<String> near(String word, Collection<String> known) {
        if (word.isEmpty() || word.length() > LONGEST) {
            return List.of();
        }
        int most = Math.min(3, Math.max(1, word.length() / 3));
        record Candidate(String name, int distance) {}
        return known.stream()
                .distinct()
                .filter(name -> !name.equals(word) && Math.abs(name.length() - word.length()) <= most)
                .map(name -> new Candidate(name, distance(lowerCase(word), lowerCase(name))))
                .filter(candidate -> candidate.distance() <= most)
                .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .map(Candidate::name)
                .toList();
    }

    private static String lowerCase(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** Edits between two words: insert, delete, replace, swap neighbours (optimal string alignment). */
    private static int distance(String a, String b) {
        int[] beforePrevious = new int[b.length() + 1];
        int[] previous = new int[b.length() + 1];
        int[] current = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replace, Math.min(previous[j], current[j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    current[j] = Math.min(current[j], beforePrevious[j - 2] + 1);
                }
            }
            int[] spare = beforePrevious;
            beforePrevious = previous;
            previous = current;
            current = spare;
        }
        return previous[b.length()];
    }
}

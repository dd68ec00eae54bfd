package io.github.tcib.containerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the here-documents that an instruction opens (BuildKit's syntax, which buildah reads alike). */
final class HereDocuments {

    /**
     * One here-document.
     *
     * @param word the line that ends it
     * @param stripsTabs whether tabs before that line do not count: {@code <<-}
     */
    record Opener(String word, boolean stripsTabs) {
        boolean isEndedBy(String line) {
            return (stripsTabs ? line.replaceFirst("^\t+", "") : line).equals(word);
        }
    }

    private static final Set<String> TAKERS = Set.of("RUN", "COPY", "ADD");
    private static final Pattern OPENER = Pattern.compile("<<(-?)([\"']?)([A-Za-z_][\\w.-]*)\\2");

    private HereDocuments() {}

    /** The here-documents that a joined line opens, in order. */
    static List<Opener> openedBy(String keyword, String line) {
        List<Opener> openers = new ArrayList<>();
        if (!TAKERS.contains(keyword)) {
            return openers;
        }
        Matcher matcher = OPENER.matcher(line);
        int from = 0;
        while (matcher.find(from)) {
            from = matcher.end();
            boolean hereString = matcher.start() > 0 && line.charAt(matcher.start() - 1) == '<';
            if (!hereString && LineJoin.quoteAfter(line.substring(0, matcher.start()), (char) 0) == 0) {
                openers.add(new Opener(matcher.group(3), !matcher.group(1).isEmpty()));
            }
        }
        return openers;
    }
}

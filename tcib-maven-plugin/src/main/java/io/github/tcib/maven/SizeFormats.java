package io.github.tcib.maven;

import io.github.tcib.size.report.ReportFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.maven.plugin.MojoFailureException;

/** The forms that reports are written in, as they were set. */
final class SizeFormats {

    private SizeFormats() {}

    /** The forms of some words, all of them when there are none; JSON is always among them. */
    static Set<ReportFormat> named(List<String> words) throws MojoFailureException {
        Set<ReportFormat> chosen = new TreeSet<>();
        for (String word : words.isEmpty() ? ReportFormat.words() : words) {
            chosen.add(ReportFormat.of(word)
                    .orElseThrow(() -> new MojoFailureException("tcib.sizeReport.formats: '" + word
                            + "' is not a form of reports; use " + String.join(", ", ReportFormat.words()))));
        }
        // what is attached, and what the next build compares with
        chosen.add(ReportFormat.JSON);
        return chosen;
    }
}

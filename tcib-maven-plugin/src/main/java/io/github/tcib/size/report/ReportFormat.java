package io.github.tcib.size.report;

import io.github.tcib.size.SizeReport;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The forms a report is written in. */
public enum ReportFormat {
    JSON("size-report.json"),
    HTML("size-report.html"),
    MARKDOWN("size-report.md"),
    JUNIT("TEST-tcib-size.xml"),
    CSV("size-report.csv"),
    TEXT("size-report.txt");

    private final String fileName;

    ReportFormat(String fileName) {
        this.fileName = fileName;
    }

    /** The format of that name, in any case. */
    public static Optional<ReportFormat> of(String name) {
        return Arrays.stream(values())
                .filter(format -> format.word().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /** The words of all formats. */
    public static List<String> words() {
        return Arrays.stream(values()).map(ReportFormat::word).toList();
    }

    /** The word in settings. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String fileName() {
        return fileName;
    }

    String textOf(SizeReport report) {
        return switch (this) {
            case JSON -> new JsonReport(report).text();
            case HTML -> new HtmlReport(report).text();
            case MARKDOWN -> new MarkdownReport(report).text();
            case JUNIT -> new JunitReport(report).text();
            case CSV -> new CsvReport(report).text();
            case TEXT -> String.join("\n", new ConsoleReport(report).lines()) + "\n";
        };
    }
}

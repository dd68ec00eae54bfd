package io.github.tcib.size.report;

import io.github.tcib.size.Breach;
import io.github.tcib.size.ImageFigures;
import io.github.tcib.size.Severity;
import io.github.tcib.size.SizeProblem;
import io.github.tcib.size.SizeReport;
import io.github.tcib.text.Printable;
import java.util.ArrayList;
import java.util.List;

/** Budgets as tests, in the form that continuous integration shows: one test a breach, and one for each image without any. */
final class JunitReport {

    private final SizeReport report;

    JunitReport(SizeReport report) {
        this.report = report;
    }

    String text() {
        List<String> cases = new ArrayList<>();
        int failures = 0;
        int skipped = 0;
        for (Breach breach : report.budgets().breaches()) {
            String name = breach.subject() + " " + breach.limit();
            if (breach.isFailure()) {
                failures++;
                cases.add(testCase(breach.budget(), name, element("failure", breach.message())));
            } else if (breach.waived().isPresent()) {
                skipped++;
                cases.add(testCase(
                        breach.budget(),
                        name,
                        element(
                                "skipped",
                                breach.message() + "; waived: "
                                        + breach.waived().get())));
            } else {
                cases.add(testCase(breach.budget(), name, "<system-out>" + text(breach.message()) + "</system-out>"));
            }
        }
        for (SizeProblem problem : report.problems()) {
            if (problem.severity() == Severity.FAIL) {
                failures++;
                cases.add(testCase("problems", "report is whole", element("failure", problem.message())));
            }
        }
        for (ImageFigures image : report.measured().ofTheSet()) {
            if (report.budgets().breaches().stream()
                    .noneMatch(breach -> breach.subject().equals(image.name()))) {
                cases.add("    <testcase classname=\"tcib.size\" name=\"" + text(image.name()) + "\"/>\n");
            }
        }
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"tcib.size\" tests=\"" + cases.size()
                + "\" failures=\"" + failures + "\" errors=\"0\" skipped=\"" + skipped + "\">\n"
                + String.join("", cases) + "</testsuite>\n";
    }

    private static String testCase(String group, String name, String content) {
        return "    <testcase classname=\"tcib.size." + text(group) + "\" name=\"" + text(name) + "\">" + content
                + "</testcase>\n";
    }

    private static String element(String name, String message) {
        return "<" + name + " message=\"" + text(message) + "\"/>";
    }

    /** Printable text has no character that XML 1.0 forbids. */
    private static String text(String text) {
        return Printable.visible(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}

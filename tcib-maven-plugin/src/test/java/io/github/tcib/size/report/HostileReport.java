package io.github.tcib.size.report;

import io.github.tcib.size.Baseline;
import io.github.tcib.size.BaselineFile;
import io.github.tcib.size.Budget;
import io.github.tcib.size.Budgets;
import io.github.tcib.size.Glob;
import io.github.tcib.size.Measured;
import io.github.tcib.size.MemoryStore;
import io.github.tcib.size.Profile;
import io.github.tcib.size.Severity;
import io.github.tcib.size.SizeReport;
import io.github.tcib.size.SizeSettings;
import io.github.tcib.size.TarFile;
import io.github.tcib.size.Waiver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** A report of images whose files have the worst names. */
final class HostileReport {

    static final List<String> NAMES = List.of(
            "opt/</script><script>document.title='owned'</script>",
            "opt/<img src=x onerror=alert(1)>",
            "opt/a\nb\rc\td",
            "opt/\u001b[31mred\u0007",
            "opt/\u202egnp.exe",
            "opt/line\u2028separator",
            "opt/=1+2",
            "opt/a|b`c*d_e[f](g)",
            "opt/quote\"quote'",
            "opt/&amp;&#60;",
            "opt/" + "long".repeat(1020),
            "opt/\ud83d\ude00 smile");

    private HostileReport() {}

    static TarFile child(String grows) {
        TarFile tar = new TarFile().file("opt/grows", grows);
        for (int i = 0; i < NAMES.size(); i++) {
            tar.file(NAMES.get(i), "x".repeat(5000 + i));
        }
        return tar;
    }

    static MemoryStore store() {
        return new MemoryStore()
                .image("base", "", new TarFile().file("etc/x", "base"))
                .image("child", "base", child("small"))
                .image("sibling", "base", child("other"), new TarFile().file("opt/.wh.grows", ""));
    }

    private static List<Budget> budgets() {
        return List.of(
                new Budget("</script>|\u0007", Glob.all(List.of("*")), Severity.FAIL, List.of(new Budget.MaxSize(10))),
                new Budget(
                        "paths",
                        Glob.all(List.of("child")),
                        Severity.WARN,
                        List.of(
                                new Budget.ForbiddenPaths(Glob.all(List.of("/opt/*"))),
                                new Budget.MaxGrowth(OptionalDouble.empty(), OptionalLong.of(1)))));
    }

    static SizeReport of(Path directory) throws Exception {
        Files.createDirectories(directory);
        return report(store().measure(directory, SizeSettings.of(budgets())), Optional.empty());
    }

    static SizeReport compared(Path directory) throws Exception {
        Files.createDirectories(directory);
        Path table = Files.writeString(directory.resolve("table.json"), """
                {"version": 1, "images": [{"name": "base", "virtualBytes": 588000000},
                 {"name": "</script>\\u001b[31m|gone\\u202e", "virtualBytes": 5}, {"name": "%s", "virtualBytes": 6}]}
                """.formatted("long".repeat(1024)));
        return report(
                store().measure(directory, SizeSettings.of(budgets())),
                Optional.of(BaselineFile.read(table, "a table")));
    }

    /** The same images when only their manifests were read, compared with what they were by another such report. */
    static SizeReport manifests(Path directory) throws Exception {
        Files.createDirectories(directory);
        SizeReport before = report(
                new MemoryStore()
                        .image("base", "", new TarFile().file("etc/x", "a".repeat(90000)))
                        .image("gone", "base", new TarFile().file("etc/y", "y"))
                        .measureManifests(),
                Optional.empty());
        Path file = Files.writeString(directory.resolve("manifests.json"), ReportFormat.JSON.textOf(before));
        return report(store().measureManifests(), Optional.of(BaselineFile.read(file, "registry </script>")));
    }

    static SizeReport report(Measured measured, Optional<Baseline> baseline) {
        return SizeReport.of(
                "org.example:images:1 </script>\u202e",
                measured,
                List.of(
                        new Profile("node", Glob.all(List.of("child", "sibling"))),
                        new Profile("</script>\u001b|`" + "long".repeat(1024), Glob.all(List.of("base", "chlid")))),
                baseline,
                new Budgets(
                        budgets(),
                        List.of(new Waiver(
                                Glob.all(List.of("sibling")),
                                Optional.empty(),
                                "</script> \u001b soon",
                                LocalDate.of(2026, 12, 31))),
                        LocalDate.of(2026, 6, 15)));
    }
}

package io.github.tcib.size.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tcib.size.Budgets;
import io.github.tcib.size.Measured;
import io.github.tcib.size.MemoryStore;
import io.github.tcib.size.SizeReport;
import io.github.tcib.size.TarFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page in a real browser: no complaint, no request, and everything answers to mouse and keyboard. */
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageTest {

    private Path directory = Path.of("");

    private Optional<Chromium> started = Optional.empty();
    private Path page = Path.of("");
    private Path hostile = Path.of("");

    @BeforeAll
    void open(@TempDir Path temporary) throws Exception {
        directory = temporary;
        started = Optional.of(Chromium.open(directory));
        Path large = directory.resolve("large");
        page = write(tree(), large);
        Path worst = directory.resolve("hostile");
        hostile = write(HostileReport.compared(worst), worst);
    }

    private static Path write(SizeReport report, Path directory) throws Exception {
        ReportFiles files = new ReportFiles(directory.resolve("report"));
        files.write(report, List.of(ReportFormat.HTML));
        return files.pathOf(ReportFormat.HTML);
    }

    /** A hundred images in four levels. */
    private SizeReport tree() throws Exception {
        MemoryStore store = new MemoryStore().image("base", "", content("base", 90_000));
        for (int i = 0; i < 9; i++) {
            String group = "group" + i;
            store.image(group, "base", content(group, 9000 + 500 * i));
            for (int j = 0; j < 10; j++) {
                String leaf = group + "-leaf" + j;
                store.image(leaf, group, content(leaf, 2000 + 300 * j).file("etc/base", "changed"));
            }
        }
        Measured measured = store.measure(Files.createDirectories(directory.resolve("large")));
        assertThat(measured.set().images()).isEqualTo(100);
        return SizeReport.of(
                "org.example:images:1",
                measured,
                List.of(),
                Optional.empty(),
                new Budgets(List.of(), List.of(), LocalDate.of(2026, 1, 1)));
    }

    private static TarFile content(String name, int size) {
        return new TarFile()
                .file("etc/" + name, name.repeat(size / name.length()))
                .file("usr/share/doc/" + name + "/README", name);
    }

    @AfterEach
    void nothingWasComplainedOfOrAskedFor() {
        started.ifPresent(browser -> {
            assertThat(browser.complaints()).isEmpty();
            assertThat(browser.requests())
                    .isNotEmpty()
                    .allMatch(url -> url.startsWith("file:") || url.equals("data:,"));
            assertThat(browser.requests().stream().filter(url -> url.startsWith("file:")))
                    .allMatch(url -> url.endsWith("size-report.html"));
        });
    }

    @AfterAll
    void close() throws Exception {
        if (started.isPresent()) {
            started.get().close();
        }
    }

    private Chromium browser() {
        return started.orElseThrow();
    }

    private JsonNode on(String expression) throws Exception {
        return browser().evaluate(expression);
    }

    @ParameterizedTest
    @CsvSource({"1280, light", "1280, dark", "390, light", "390, dark"})
    void fitsItsWindow(int width, String scheme) throws Exception {
        for (Path one : List.of(page, hostile)) {
            browser().show(one, width, 900, scheme);
            assertThat(on("document.documentElement.scrollWidth").asInt()).isLessThanOrEqualTo(width);
            assertThat(on("document.documentElement.dataset.theme").asText()).isEqualTo(scheme);
            assertThat(on("document.querySelectorAll('#icicle .cell').length").asInt())
                    .isPositive();
            assertThat(on("getComputedStyle(document.body).backgroundColor").asText())
                    .isEqualTo(scheme.equals("dark") ? "rgb(18, 22, 29)" : "rgb(246, 247, 249)");
        }
    }

    @Test
    void drawsEachImageAsWideAsItsBytes() throws Exception {
        browser().show(page, 1280, 900, "light");
        assertThat(on("document.querySelectorAll('#icicle .cell').length").asInt())
                .isEqualTo(100);
        assertThat(on("""
                (() => {
                  const data = JSON.parse(document.getElementById('data').textContent);
                  const weight = name => { const image = data.images.find(i => i.name === name);
                    return image.ownBytes + data.images.filter(i => i.parent === name).reduce((s, i) => s + weight(i.name), 0); };
                  const whole = document.getElementById('icicle').getBoundingClientRect().width;
                  return Math.max(...data.images.map(image => Math.abs(
                    document.querySelector(`[data-image="${image.name}"]`).getBoundingClientRect().width / whole
                    - weight(image.name) / data.set.distinctBytes)));
                })()""").asDouble()).isLessThan(0.002);
    }

    @Test
    void tellsOfWhatTheMouseIsOn() throws Exception {
        browser().show(page, 1280, 900, "light");
        browser().moveMouseTo("[data-image='group3']");
        assertThat(on("document.getElementById('tree-note').textContent").asText())
                .startsWith("group3: ")
                .contains("10 built on it");
        browser().moveMouseTo("#map .cell");
        assertThat(on("document.getElementById('map-note').textContent").asText())
                .contains("of what is shown");
    }

    @Test
    void drillsDownFromTheTreeToTheFiles() throws Exception {
        browser().show(page, 1280, 900, "light");
        on("document.querySelector(\"[data-image='group3']\").click()");
        assertThat(on("document.getElementById('image-name').textContent").asText())
                .isEqualTo("group3");
        assertThat(on("document.querySelectorAll('#icicle .cell').length").asInt())
                .isEqualTo(12);
        assertThat(on("document.querySelector(\"[data-image='group3']\").style.width")
                        .asText())
                .isEqualTo("100%");
        on("document.querySelector('#map .unowned').click()");
        assertThat(on("[...document.querySelectorAll('#map .cell')].map(c => c.getAttribute('aria-label')).join()")
                        .asText())
                .contains("/etc/group3: ");
        on("document.querySelector('#map-path button').click()");
        assertThat(on("document.querySelectorAll('#map .overhead').length").asInt())
                .isEqualTo(1);
        on("document.getElementById('scope-all').click()");
        assertThat(on("document.getElementById('map-note').textContent").asText())
                .endsWith("in all layers");
        on("document.querySelector('#tree-path button').click()");
        assertThat(on("document.querySelectorAll('#icicle .cell').length").asInt())
                .isEqualTo(100);
    }

    @Test
    void canBeUsedWithoutAMouse() throws Exception {
        browser().show(page, 1280, 900, "light");
        on("document.querySelector(\"#icicle [tabindex='0']\").focus()");
        assertThat(on("document.activeElement.dataset.image").asText()).isEqualTo("base");
        browser().press("ArrowDown");
        browser().press("ArrowRight");
        browser().press("ArrowDown");
        String leaf = on("document.activeElement.dataset.image").asText();
        assertThat(leaf).contains("-leaf");
        browser().press("ArrowUp");
        String group = on("document.activeElement.dataset.image").asText();
        assertThat(leaf).startsWith(group + "-");
        browser().press("Enter");
        assertThat(on("document.getElementById('image-name').textContent").asText())
                .isEqualTo(group);
        assertThat(on("document.activeElement.dataset.image").asText())
                .as("focus stays")
                .isEqualTo(group);
        browser().press("Escape");
        assertThat(on("document.querySelectorAll('#icicle .cell').length").asInt())
                .isEqualTo(100);
        on("document.querySelector('#map .cell').focus()");
        browser().press("ArrowRight");
        assertThat(on("document.activeElement === document.querySelectorAll('#map .cell')[1]")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void findsImagesPackagesAndFiles() throws Exception {
        browser().show(page, 1280, 900, "light");
        on(
                "(() => { const s = document.getElementById('search'); s.value = 'group7-leaf3'; s.dispatchEvent(new Event('input')); })()");
        assertThat(on("[...document.querySelectorAll('#found .what')].map(e => e.textContent).join()")
                        .asText())
                .startsWith("image,file");
        assertThat(on("document.querySelectorAll('#images tbody tr').length").asInt())
                .isEqualTo(1);
        assertThat(on("document.querySelectorAll('#icicle .dim').length").asInt())
                .isEqualTo(99);
        on("document.querySelector('#found button').click()");
        assertThat(on("document.getElementById('image-name').textContent").asText())
                .isEqualTo("group7-leaf3");
        assertThat(on("document.getElementById('found').hidden").asBoolean()).isTrue();
    }

    @Test
    void sortsTables() throws Exception {
        browser().show(page, 1280, 900, "light");
        String first = "document.querySelector('#images tbody td').textContent";
        assertThat(on(first).asText()).isEqualTo("base");
        on("document.querySelector('#images th button').click()");
        assertThat(on(first).asText()).isEqualTo("base");
        on("document.querySelector('#images th button').click()");
        assertThat(on(first).asText()).isEqualTo("group8-leaf9");
        assertThat(on("document.querySelector('#images th').getAttribute('aria-sort')")
                        .asText())
                .isEqualTo("descending");
    }

    @Test
    void bearsTheWorstNames() throws Exception {
        browser().show(hostile, 390, 800, "light");
        on("document.querySelector(\"[data-image='child']\").click()");
        on("document.querySelector('#map .unowned').click()");
        assertThat(on("document.title").asText()).startsWith("Image sizes: org.example:images:1 </script>");
        assertThat(on("document.querySelectorAll('img, main script').length").asInt())
                .isZero();
        String text = on("document.body.innerText").asText();
        assertThat(text).contains("</script><script>", "\\u001b[31mred", "\\u202egnp.exe");
        assertThat(on("document.documentElement.scrollWidth").asInt()).isLessThanOrEqualTo(390);
        assertThat(on("document.querySelectorAll('#changes tbody tr').length").asInt())
                .isPositive();
        assertThat(on("document.querySelector('#verdict').className").asText()).isEqualTo("fails");
    }
}

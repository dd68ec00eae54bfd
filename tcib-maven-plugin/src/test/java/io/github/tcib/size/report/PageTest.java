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
    private Path manifests = Path.of("");

    @BeforeAll
    void open(@TempDir Path temporary) throws Exception {
        directory = temporary;
        started = Optional.of(Chromium.open(directory));
        Path large = directory.resolve("large");
        page = write(tree(), large);
        Path worst = directory.resolve("hostile");
        hostile = write(HostileReport.compared(worst), worst);
        Path registry = directory.resolve("registry");
        manifests = write(HostileReport.manifests(registry), registry);
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
        for (Path one : List.of(page, hostile, manifests)) {
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
    void tellsHowATableIsSorted() throws Exception {
        browser().show(page, 1280, 900, "light");
        on("document.querySelectorAll('#images th button')[1].focus()");
        browser().press("Enter");
        assertThat(on("document.getElementById('sorted').textContent").asText())
                .isEqualTo("All images sorted by Size, descending");
        assertThat(on("document.getElementById('sorted').getAttribute('aria-live')")
                        .asText())
                .isEqualTo("polite");
        browser().press("Enter");
        assertThat(on("document.getElementById('sorted').textContent").asText()).endsWith("Size, ascending");
        assertThat(on("[...document.querySelectorAll('#images th')].map(h => h.getAttribute('aria-sort')).join()")
                        .asText())
                .startsWith("none,ascending,none");
    }

    /** WCAG 2.2, 1.4.3: at least 4.5 to 1 for text. */
    @ParameterizedTest
    @CsvSource({"light", "dark"})
    void hasReadableText(String scheme) throws Exception {
        for (Path one : List.of(page, hostile, manifests)) {
            browser().show(one, 1280, 900, scheme);
            JsonNode faint = on("""
                    (() => {
                      const parse = color => {
                        const wide = /^color\\(srgb ([\\d.e-]+) ([\\d.e-]+) ([\\d.e-]+)/.exec(color);
                        if (wide) return [...wide.slice(1).map(Number), 1];
                        const parts = color.match(/[\\d.]+/g).map(Number);
                        return [parts[0] / 255, parts[1] / 255, parts[2] / 255, parts[3] ?? 1];
                      };
                      const luminance = color => { const [r, g, b] = color.map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
                        return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
                      const ground = place => {
                        for (let at = place; at; at = at.parentElement) {
                          const style = getComputedStyle(at);
                          if (style.backgroundImage !== 'none') return style.backgroundImage.match(/color\\(srgb[^)]*\\)|rgb\\([^)]*\\)/g).map(parse);
                          if (parse(style.backgroundColor)[3] === 1) return [parse(style.backgroundColor)];
                        }
                        return [[1, 1, 1, 1]];
                      };
                      const faint = [];
                      const palette = getComputedStyle(document.documentElement);
                      const probe = document.body.appendChild(document.createElement('i'));
                      for (const kind of ['base', 'package', 'unowned', 'overhead', 'hidden', 'other']) {
                        probe.style.color = palette.getPropertyValue('--' + kind);
                        const ratio = 1.05 / (luminance(parse(getComputedStyle(probe).color).slice(0, 3)) + 0.05);
                        if (ratio < 4.5) faint.push(`${ratio.toFixed(2)} white on ${kind}`);
                      }
                      probe.remove();
                      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
                      while (texts.nextNode()) {
                        const place = texts.currentNode.parentElement;
                        if (!texts.currentNode.data.trim() || !place.getClientRects().length || place.closest('script, style, .unseen, .skip')) continue;
                        const ink = luminance(parse(getComputedStyle(place).color).slice(0, 3));
                        for (const behind of ground(place)) {
                          const other = luminance(behind.slice(0, 3));
                          const ratio = (Math.max(ink, other) + 0.05) / (Math.min(ink, other) + 0.05);
                          if (ratio < 4.5) faint.push(`${ratio.toFixed(2)} ${place.className} ${place.closest('[class]')?.className} ${texts.currentNode.data.slice(0, 30)}`);
                        }
                      }
                      return faint;
                    })()""");
            assertThat(faint).as(one + " " + scheme).isEmpty();
        }
    }

    /** WCAG 2.2, 2.4.7 and 4.1.2: what can be used shows that it has the focus, and has a name. */
    @ParameterizedTest
    @CsvSource({"light", "dark"})
    void showsTheFocusOnEverythingThatCanBeUsed(String scheme) throws Exception {
        for (Path one : List.of(page, hostile, manifests)) {
            browser().show(one, 1280, 900, scheme);
            browser().press("Tab");
            assertThat(on("document.activeElement.className").asText()).isEqualTo("skip");
            assertThat(on("document.activeElement.getBoundingClientRect().left").asDouble())
                    .as("the link that skips comes into view")
                    .isNotNegative();
            JsonNode wrong = on("""
                    [...document.querySelectorAll('a, button, input, [tabindex]')].filter(one => one.getClientRects().length).flatMap(one => {
                      const name = one.getAttribute('aria-label') || one.textContent.trim() || one.labels?.[0]?.textContent.trim();
                      one.focus({ focusVisible: true });
                      const style = getComputedStyle(one);
                      const shown = style.outlineStyle === 'solid' && parseFloat(style.outlineWidth) >= 2;
                      return name && shown && document.activeElement === one ? [] : [`${one.outerHTML.slice(0, 120)} ${name} ${style.outline}`];
                    })""");
            assertThat(wrong).as(one + " " + scheme).isEmpty();
        }
    }

    @Test
    void bearsImagesWithoutLayersAndNoneAtAll() throws Exception {
        Path folder = Files.createDirectories(directory.resolve("bare"));
        MemoryStore store = new MemoryStore()
                .image("base", "", new TarFile().file("etc/x", "x"))
                .image("empty", "")
                .foreign("far", "base", 1234);
        browser()
                .show(write(HostileReport.report(store.measure(folder), Optional.empty()), folder), 1280, 900, "light");
        for (String name : List.of("empty", "far", "base")) {
            on("document.querySelector(\"[data-image='" + name + "']\").click()");
            assertThat(on("document.getElementById('image-name').textContent").asText())
                    .isEqualTo(name);
        }
        assertThat(on("document.body.innerText").asText()).doesNotContain("NaN", "undefined", "Infinity");
        Path none = Files.createDirectories(directory.resolve("none"));
        browser()
                .show(
                        write(HostileReport.report(new MemoryStore().measure(none), Optional.empty()), none),
                        390,
                        900,
                        "dark");
        assertThat(on("document.getElementById('tree').hidden").asBoolean()).isTrue();
        assertThat(on("document.body.innerText").asText()).doesNotContain("NaN", "undefined", "Infinity");
    }

    @Test
    void saysSoWhenOnlyManifestsWereRead() throws Exception {
        browser().show(manifests, 1280, 900, "light");
        String text = on("document.body.innerText").asText();
        assertThat(text)
                .contains("Only manifests were read", "cannot be checked", "Compared with registry </script>")
                .doesNotContain("undefined", "NaN", "Largest files", "on disk");
        assertThat(on("document.querySelectorAll('#icicle .cell').length").asInt())
                .isEqualTo(3);
        on("document.querySelector(\"[data-image='child']\").click()");
        assertThat(on("document.getElementById('image-name').textContent").asText())
                .isEqualTo("child");
        assertThat(on("[...document.querySelectorAll('#images th')].map(h => h.textContent).join()")
                        .asText())
                .doesNotContain("Waste", "To pull");
        assertThat(on("document.getElementById('tree-legend').hidden").asBoolean())
                .isFalse();
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

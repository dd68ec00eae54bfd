package io.github.tcib.maven;

import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * The pages in docs/goals say what the plugin's descriptor says. {@code -Dtcib.docs=write} writes them anew.
 */
class GoalPagesTest {

    private static final Path PAGES = Path.of("..", "docs", "goals");

    @Test
    void everyGoalHasAPageWithItsParametersAsTheDescriptorHasThem() throws Exception {
        Map<String, String> pages = pages();
        if ("write".equals(System.getProperty("tcib.docs"))) {
            write(pages);
        }
        assertThat(namesIn(PAGES)).containsExactlyElementsOf(pages.keySet());
        for (Map.Entry<String, String> page : pages.entrySet()) {
            assertThat(PAGES.resolve(page.getKey()))
                    .as("run this test with -Dtcib.docs=write and commit what it writes")
                    .hasContent(page.getValue());
        }
    }

    @Test
    void everyParameterSaysWhatItIs() throws Exception {
        for (Element mojo : mojos()) {
            for (Element parameter : parametersOf(mojo)) {
                assertThat(text(parameter, "description"))
                        .as(text(mojo, "goal") + ", parameter " + text(parameter, "name"))
                        .endsWith(".");
            }
        }
    }

    private static void write(Map<String, String> pages) throws IOException {
        Files.createDirectories(PAGES);
        for (Map.Entry<String, String> page : pages.entrySet()) {
            Files.writeString(PAGES.resolve(page.getKey()), page.getValue());
        }
    }

    private static List<String> namesIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static Map<String, String> pages() throws Exception {
        Map<String, String> pages = new TreeMap<>();
        for (Element mojo : mojos()) {
            pages.put(text(mojo, "goal") + ".md", page(mojo));
        }
        return pages;
    }

    private static List<Element> mojos() throws Exception {
        Element plugin = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("target", "classes", "META-INF", "maven", "plugin.xml")
                        .toFile())
                .getDocumentElement();
        return elements(plugin.getElementsByTagName("mojo")).toList();
    }

    private static String page(Element mojo) {
        StringBuilder page = new StringBuilder("# tcib:" + text(mojo, "goal") + "\n\n");
        page.append(text(mojo, "description")).append("\n\n");
        String phase = text(mojo, "phase");
        page.append(phase.isEmpty() ? "Bound to no phase by default." : "Phase by default: `" + phase + "`.");
        List<Element> parameters = parametersOf(mojo);
        if (!parameters.isEmpty()) {
            page.append("\n\n| parameter | property | default | |\n|---|---|---|---|\n");
            parameters.forEach(parameter -> page.append(row(mojo, parameter)));
        }
        return page.toString().stripTrailing() + "\n";
    }

    private static String row(Element mojo, Element parameter) {
        String name = text(parameter, "name");
        Optional<Element> value = elements(mojo.getElementsByTagName("configuration"))
                .flatMap(configuration -> elements(configuration.getChildNodes()))
                .filter(element -> element.getTagName().equals(name))
                .findFirst();
        String property = value.map(Element::getTextContent)
                .map(expression -> expression.replaceAll("^\\$\\{(.*)}$", "$1"))
                .orElse("");
        String ofMaven =
                value.map(element -> element.getAttribute("default-value")).orElse("");
        return Stream.of(name, property, ofMaven)
                        .map(cell -> cell.isEmpty() ? "" : "`" + cell + "`")
                        .collect(Collectors.joining(" | ", "| ", " | "))
                + text(parameter, "description").replace("|", "\\|")
                + " |\n";
    }

    private static List<Element> parametersOf(Element mojo) {
        return elements(mojo.getElementsByTagName("parameter"))
                .filter(parameter -> text(parameter, "editable").equals("true"))
                .sorted(comparing(parameter -> text(parameter, "name")))
                .toList();
    }

    private static String text(Element element, String child) {
        return elements(element.getChildNodes())
                .filter(candidate -> candidate.getTagName().equals(child))
                .map(candidate -> candidate.getTextContent().strip().replaceAll("\\s+", " "))
                .findFirst()
                .orElse("");
    }

    private static Stream<Element> elements(NodeList nodes) {
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .filter(Element.class::isInstance)
                .map(Element.class::cast);
    }
}

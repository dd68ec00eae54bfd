package io.github.tcib.messages;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every message of the source is met by a test, and docs/troubleshooting.md lists them all. {@code -Dtcib.docs=write} writes the
 * page anew, and the list of messages that no test meets yet.
 */
class MessagesTest {

    private static final Path MODEL = Path.of("..", "tcib-model", "src");
    private static final Path PLUGIN = Path.of("src");
    private static final Path PAGE = Path.of("..", "docs", "troubleshooting.md");
    private static final Path RESOURCES = Path.of("src", "test", "resources", "messages");
    private static final Path UNPROVOKED = RESOURCES.resolve("unprovoked.txt");
    private static final Path ADVICE = RESOURCES.resolve("advice.md");

    private static List<Message> messages;

    @BeforeAll
    static void readTheSource() throws IOException {
        messages = Catalogue.of(Sources.read(List.of(MODEL.resolve("main/java"), PLUGIN.resolve("main/java"))));
    }

    @Test
    void everyMessageIsMetByATest() throws Exception {
        Set<Message> met = new Meeting(messages)
                .metBy(TestTexts.read(
                        List.of(MODEL.resolve("test/java"), PLUGIN.resolve("test/java")),
                        List.of(
                                Path.of("..", "src", "it"),
                                MODEL.resolve("test/resources"),
                                PLUGIN.resolve("test/resources"))));
        Set<String> unmet = messages.stream()
                .filter(message -> !met.contains(message))
                .map(Message::template)
                .collect(toCollection(TreeSet::new));
        Set<String> unprovoked = reasons().keySet();
        assertThat(without(unprovoked, unmet))
                .as("a message that a test meets, or that is gone, leaves unprovoked.txt")
                .isEmpty();
        assertThat(without(unmet, unprovoked))
                .as("a message is met by a test that provokes it and compares its words")
                .isEmpty();
    }

    @Test
    void whatIsNotProvokedHasAReason() throws Exception {
        assertThat(reasons().values()).doesNotContain("");
    }

    @Test
    void theTroubleshootingPageListsThemAll() throws Exception {
        String page = new TroubleshootingPage(messages, advice()).text();
        if (writes()) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE)
                .as("run this test with -Dtcib.docs=write and commit what it writes")
                .hasContent(page);
    }

    @Test
    void adviceIsGivenForMessagesThatThereAre() throws Exception {
        assertThat(without(
                        advice().keySet(),
                        messages.stream().map(Message::template).toList()))
                .as("advice.md speaks of messages in the words of the source")
                .isEmpty();
    }

    private static List<String> without(Collection<String> all, Collection<String> some) {
        return all.stream().filter(one -> !some.contains(one)).toList();
    }

    private static boolean writes() {
        return "write".equals(System.getProperty("tcib.docs"));
    }

    /** Each line has a template and, behind a tab, the reason. */
    private static Map<String, String> reasons() throws IOException {
        Map<String, String> reasons = new LinkedHashMap<>();
        for (String line : Files.readAllLines(UNPROVOKED)) {
            String[] both = line.split("\t", 2);
            reasons.put(both[0], both.length > 1 ? both[1].strip() : "");
        }
        return reasons;
    }

    /** A line "# template", and what to say of it up to the next. */
    private static Map<String, String> advice() throws IOException {
        Map<String, String> advice = new LinkedHashMap<>();
        String file = Files.readString(ADVICE);
        Stream.of(file.split("(?m)^# ")).filter(entry -> !entry.isBlank()).forEach(entry -> {
            int end = entry.indexOf('\n');
            advice.put(entry.substring(0, end).strip(), entry.substring(end).strip());
        });
        return advice;
    }
}

package io.github.tcib.messages;

import static java.util.Comparator.comparing;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes docs/troubleshooting.md. */
final class TroubleshootingPage {

    /** Where messages are made: a package stands for those below it. */
    private record Section(String title, List<String> areas) {

        boolean holds(Message message) {
            return areas.stream()
                    .anyMatch(area ->
                            message.area().equals(area) || message.area().startsWith(area + "."));
        }
    }

    private static final List<Section> SECTIONS = List.of(
            new Section("Layouts", List.of("layout", "lint", "model", "containerfile", "context")),
            new Section("Templates", List.of("template")),
            new Section("Converting Containerfiles", List.of("convert")),
            new Section("Parameters of goals", List.of("maven", "console", "tree")),
            new Section("Building", List.of("build", "platform", "process")),
            new Section("Image layouts, archives and layers", List.of("oci", "storage", "json", "file")),
            new Section("Locked packages", List.of("lock", "locked", "repository", "repodata", "rpm")),
            new Section("Registries", List.of("registry", "tls")),
            new Section("Push", List.of("push")),
            new Section("Size report", List.of("size")),
            new Section("Hotfixes and updates", List.of("patch")),
            new Section("Bills of materials", List.of("sbom")));

    private final List<Message> messages;
    private final Map<String, String> advice;

    TroubleshootingPage(List<Message> messages, Map<String, String> advice) {
        this.messages = messages.stream()
                .sorted(comparing(TroubleshootingPage::sortedBy).thenComparing(Message::template))
                .toList();
        this.advice = advice;
    }

    String text() {
        StringBuilder page = new StringBuilder("""
                # Troubleshooting

                All messages that the plugin has for you, from its source; search this page for a few words of yours. What stands
                in angle brackets is a value. Many are preceded by the place: the file, the line and the column, or the image.
                Most end with what to do. First those that people meet most, with more about them.

                ## Met most often
                """);
        advice.forEach((template, words) -> page.append("\n**`")
                .append(messages.stream()
                        .filter(message -> message.template().equals(template))
                        .map(Message::readable)
                        .findFirst()
                        .orElse(template))
                .append("`**\n\n")
                .append(words)
                .append('\n'));
        for (Section section : SECTIONS) {
            List<Message> its = messages.stream().filter(section::holds).toList();
            page.append("\n## ").append(section.title()).append("\n| message |\n|---|\n");
            its.forEach(message ->
                    page.append("| ").append(code(message.readable())).append(" |\n"));
        }
        messages.stream()
                .filter(message -> SECTIONS.stream().noneMatch(section -> section.holds(message)))
                .findFirst()
                .ifPresent(message -> {
                    throw new AssertionError("no section of the page is for the package " + message.area());
                });
        return page.toString();
    }

    private static String code(String text) {
        String fence = text.contains("`") ? "``" : "`";
        return fence + text.replace("|", "\\|") + fence;
    }

    /** The fixed words alone, so that values do not scatter what belongs together. */
    private static String sortedBy(Message message) {
        return String.join(" ", message.fixed())
                .replaceAll("[^\\p{L}\\p{N} ]", "")
                .strip()
                .toLowerCase(Locale.ROOT);
    }
}

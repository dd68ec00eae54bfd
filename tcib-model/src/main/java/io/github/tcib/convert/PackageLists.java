package io.github.tcib.convert;

import io.github.tcib.shell.PackageCommand;
import io.github.tcib.shell.ShellWord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lifts packages and modules out of the RUN instructions of an image into {@code tcib_packages} and
 * {@code tcib_rhel_modules}. The longest list is called {@code common}, as layouts do.
 */
final class PackageLists {

    /** A stretch of a script and the template that takes its place. */
    private record Replacement(int start, int end, String template) {}

    /**
     * A script as a template.
     *
     * @param template renders to the script
     * @param complete whether every package that is named in it was lifted
     */
    record Lifted(String template, boolean complete) {}

    private static final Pattern LIFTABLE = Pattern.compile("[A-Za-z0-9@/_][^{}]*");
    private static final Pattern MODULE = Pattern.compile("([A-Za-z0-9][\\w.+-]*):([\\w.+-]+)(/[\\w.+-]+)?");

    private final Map<List<String>, String> names = new LinkedHashMap<>();
    private final SortedMap<String, String> modules = new TreeMap<>();

    /** @param scripts all of the image, in order */
    PackageLists(List<String> scripts) {
        List<List<String>> lists = new ArrayList<>();
        for (String script : scripts) {
            for (PackageCommand command : PackageCommand.in(script)) {
                runOf(script, command).map(PackageLists::textsOf).ifPresent(lists::add);
            }
        }
        lists.stream().max(Comparator.comparingInt(List::size)).ifPresent(longest -> names.put(longest, "common"));
        for (List<String> list : lists) {
            names.computeIfAbsent(list, key -> names.size() == 1 ? "extra" : "extra_" + names.size());
        }
    }

    /** The lists that were lifted, by name. */
    Map<String, List<String>> lists() {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        names.forEach((packages, name) -> lists.put(name, packages));
        return lists;
    }

    /** The modules that were lifted: name to stream. */
    SortedMap<String, String> modules() {
        return modules;
    }

    /** Puts templates in the place of the packages and streams that a script names. */
    Lifted lift(String script) {
        List<Replacement> replacements = new ArrayList<>();
        boolean complete = true;
        for (PackageCommand command : PackageCommand.in(script)) {
            if (command.action() == PackageCommand.Action.INSTALL) {
                Optional<List<ShellWord>> run = runOf(script, command);
                run.ifPresent(words -> replacements.add(packagesOf(words)));
                complete &= run.isPresent() || command.operands().isEmpty();
            } else if (command.action() == PackageCommand.Action.ENABLE_MODULE) {
                for (ShellWord word : command.operands()) {
                    Optional<Replacement> stream = streamOf(word);
                    stream.ifPresent(replacements::add);
                    complete &= stream.isPresent();
                }
            }
        }
        return new Lifted(replaced(script, replacements), complete);
    }

    private Replacement packagesOf(List<ShellWord> words) {
        String name = names.getOrDefault(textsOf(words), "common");
        return new Replacement(
                words.get(0).start(),
                words.get(words.size() - 1).end(),
                "{{ tcib_packages." + name + " | join(' ') }}");
    }

    private Optional<Replacement> streamOf(ShellWord word) {
        Matcher module = MODULE.matcher(word.text());
        if (!module.matches()) {
            return Optional.empty();
        }
        String name = module.group(1);
        String before = modules.putIfAbsent(name, module.group(2));
        if (before != null && !before.equals(module.group(2))) {
            return Optional.empty();
        }
        return Optional.of(new Replacement(
                word.start() + module.start(2),
                word.start() + module.end(2),
                "{{ tcib_rhel_modules['" + name + "'] }}"));
    }

    /** The packages of an install command when they stand in one row and mean themselves. */
    private static Optional<List<ShellWord>> runOf(String script, PackageCommand command) {
        List<ShellWord> words = command.operands();
        if (command.action() != PackageCommand.Action.INSTALL || words.isEmpty()) {
            return Optional.empty();
        }
        for (int i = 0; i < words.size(); i++) {
            boolean inRow = i == 0
                    || isBlank(script.substring(
                            words.get(i - 1).end(), words.get(i).start()));
            boolean liftable = words.get(i).isPlain()
                    && LIFTABLE.matcher(words.get(i).text()).matches();
            if (!inRow || !liftable) {
                return Optional.empty();
            }
        }
        return Optional.of(words);
    }

    private static boolean isBlank(String between) {
        return between.chars().allMatch(c -> c == ' ' || c == '\t');
    }

    private static List<String> textsOf(List<ShellWord> words) {
        return words.stream().map(ShellWord::text).toList();
    }

    private static String replaced(String script, List<Replacement> replacements) {
        StringBuilder template = new StringBuilder();
        int end = 0;
        for (Replacement replacement : replacements) {
            template.append(TemplateText.of(script.substring(end, replacement.start())));
            template.append(replacement.template());
            end = replacement.end();
        }
        return template.append(TemplateText.of(script.substring(end))).toString();
    }
}

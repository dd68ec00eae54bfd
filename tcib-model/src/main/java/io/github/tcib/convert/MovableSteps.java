package io.github.tcib.convert;

import io.github.tcib.containerfile.InstructionText;
import io.github.tcib.containerfile.MalformedInstructionException;
import io.github.tcib.containerfile.SourceInstruction;
import io.github.tcib.model.Instruction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Decides which instructions may move to the place that a layout writes them at. Everything kept as an action comes after what
 * is moved, so an instruction moves only when nothing kept before it could tell the difference.
 */
final class MovableSteps {

    /** Words that a shell splits back into themselves. */
    private static final Pattern SIMPLE_WORD = Pattern.compile("[A-Za-z0-9_./:=@%+,-]+");

    private final ImageVariables variables;
    private final boolean severalStages;
    private boolean keptSteps;
    private final Set<String> keptNames = new HashSet<>();
    private final Set<String> keptReferences = new HashSet<>();
    private final Set<String> keptLabels = new HashSet<>();
    private final Set<String> movedReferences = new HashSet<>();

    MovableSteps(ImageVariables variables, boolean severalStages) {
        this.variables = variables;
        this.severalStages = severalStages;
        this.keptSteps = severalStages;
    }

    /** Whether every step so far became a variable. */
    boolean noneKept() {
        return !keptSteps;
    }

    void keptStep() {
        keptSteps = true;
    }

    /** Remembers an instruction that stays an action. */
    void kept(SourceInstruction source) {
        Instruction instruction = source.instruction();
        String text = source.text();
        keptReferences.addAll(NamedValue.referencesIn(text));
        if (instruction instanceof Instruction.Arg) {
            int end = (text + "=").indexOf('=');
            keptNames.add(text.substring(0, end));
        } else if (instruction instanceof Instruction.Env) {
            pairsIn(source).forEach(pair -> keptNames.add(pair.getKey()));
        } else if (instruction instanceof Instruction.Label) {
            pairsIn(source).forEach(pair -> keptLabels.add(pair.getKey()));
        } else if (!(instruction instanceof Instruction.Expose
                || instruction instanceof Instruction.Maintainer
                || instruction instanceof Instruction.Stopsignal)) {
            keptSteps = true;
        }
    }

    boolean liftArgument(SourceInstruction source, Map<String, String> defaults) {
        String text = source.text();
        int equals = text.indexOf('=');
        String name = equals < 0 ? text : text.substring(0, equals);
        String value = equals < 0 ? defaults.getOrDefault(name, "") : text.substring(equals + 1);
        if (value.isEmpty() || text.contains(" ")) {
            return false;
        }
        return liftPairs(source, "tcib_args", List.of(Map.entry(name, value)));
    }

    boolean liftPairs(SourceInstruction source, String map) {
        return liftPairs(source, map, pairsIn(source));
    }

    /** The layout sorts names, so a value made of a name that is set beside it might come before that name. */
    private boolean liftPairs(SourceInstruction source, String map, List<Map.Entry<String, String>> pairs) {
        List<NamedValue> values = namedValues(pairs);
        Set<String> names = values.stream().map(NamedValue::name).collect(Collectors.toSet());
        boolean movable = !keptSteps && !values.isEmpty() && names.size() == pairs.size();
        for (NamedValue value : values) {
            Set<String> others = new HashSet<>(value.references());
            boolean extendsItself = others.remove(value.name()) && isSet(value.name());
            movable &= !extendsItself
                    && Collections.disjoint(value.references(), keptNames)
                    && !keptNames.contains(value.name())
                    && !keptReferences.contains(value.name())
                    && !movedReferences.contains(value.name())
                    && Collections.disjoint(others, names)
                    && others.stream().noneMatch(other -> isSetAtOrAfter(map, other));
        }
        if (movable) {
            List<String> comments = source.comments();
            for (NamedValue value : values) {
                variables.put(map, comments, value.name(), value.value());
                movedReferences.addAll(value.references());
                comments = List.of();
            }
        }
        return movable;
    }

    /** Build arguments come before the environment, so only they cannot be made of it. */
    private boolean isSetAtOrAfter(String map, String name) {
        return variables.holds("tcib_envs", name) || (map.equals("tcib_args") && variables.holds(map, name));
    }

    private boolean isSet(String name) {
        return variables.holds("tcib_args", name) || variables.holds("tcib_envs", name);
    }

    boolean liftLabels(SourceInstruction source) {
        List<Map.Entry<String, String>> pairs = pairsIn(source);
        List<NamedValue> values = namedValues(pairs);
        boolean movable = !severalStages
                && !values.isEmpty()
                && values.size() == pairs.size()
                && values.stream()
                        .allMatch(value -> value.references().isEmpty() && !keptLabels.contains(value.name()));
        if (movable) {
            List<String> comments = source.comments();
            for (NamedValue value : values) {
                variables.put("tcib_labels", comments, value.name(), value.value());
                comments = List.of();
            }
        }
        return movable;
    }

    /** What is written to a volume after VOLUME may be lost, so nothing may have been copied or run before it. */
    boolean liftVolumes(SourceInstruction source) {
        String text = source.text();
        Optional<List<String>> paths = ImageConverter.jsonIn(text);
        if (!nothingCopied() || variables.isSet("tcib_workdir") || text.indexOf('$') >= 0) {
            return false;
        }
        if (paths.isEmpty() && !text.matches("[^\"'\\\\]+")) {
            return false;
        }
        List<String> comments = source.comments();
        for (String path : paths.orElseGet(() -> List.of(text.split("[ \\t]+")))) {
            variables.add("tcib_volumes", comments, textOf(path));
            comments = List.of();
        }
        return true;
    }

    boolean liftWorkdir(SourceInstruction source) {
        Optional<NamedValue> value = NamedValue.of("WORKDIR", source.text());
        boolean movable = nothingCopied()
                && !variables.isSet("tcib_workdir")
                && value.filter(v -> v.references().isEmpty()).isPresent();
        if (movable) {
            Optional<String> path = NamedValue.inDoubleQuotes(source.text());
            path.ifPresent(text -> variables.set("tcib_workdir", source.comments(), textOf(text)));
        }
        return movable;
    }

    boolean liftAdd(SourceInstruction source, String text) {
        boolean movable = mayMoveCopy(source) && !variables.isSet("tcib_copies");
        if (movable) {
            variables.add("tcib_adds", source.comments(), textOf(text));
            movedReferences.addAll(NamedValue.referencesIn(text));
        }
        return movable;
    }

    boolean liftCopy(SourceInstruction source, String text) {
        boolean movable = mayMoveCopy(source);
        if (movable) {
            variables.add("tcib_copies", source.comments(), textOf(text));
            movedReferences.addAll(NamedValue.referencesIn(text));
        }
        return movable;
    }

    boolean liftShell(SourceInstruction source) {
        Optional<List<String>> words = ImageConverter.jsonIn(source.text()).filter(list -> !list.isEmpty());
        boolean movable = !keptSteps && !variables.isSet("tcib_shell") && words.isPresent();
        words.filter(list -> movable).ifPresent(list -> variables.set("tcib_shell", source.comments(), wordsOf(list)));
        return movable;
    }

    /** An instruction that only says something about the image, and whose order among its kind is kept. */
    boolean liftItem(SourceInstruction source, String list, boolean literal) {
        boolean movable = !severalStages && (literal || source.text().indexOf('$') < 0);
        if (movable) {
            variables.add(list, source.comments(), textOf(source.text()));
        }
        return movable;
    }

    /** Words as layouts like them: a text where a shell would split it into just these words, else a list. */
    static YamlNode wordsOf(List<String> words) {
        if (words.stream().allMatch(word -> SIMPLE_WORD.matcher(word).matches())) {
            return new YamlNode.Text(String.join(" ", words));
        }
        List<YamlNode.Item> items = new ArrayList<>();
        words.forEach(word -> items.add(new YamlNode.Item(List.of(), textOf(word))));
        return new YamlNode.Listing(items);
    }

    private boolean nothingCopied() {
        return !keptSteps && !variables.isSet("tcib_adds") && !variables.isSet("tcib_copies");
    }

    private boolean mayMoveCopy(SourceInstruction source) {
        return !keptSteps && Collections.disjoint(NamedValue.referencesIn(source.text()), keptNames);
    }

    private static YamlNode textOf(String text) {
        return new YamlNode.Text(TemplateText.of(text));
    }

    private static List<NamedValue> namedValues(List<Map.Entry<String, String>> pairs) {
        return pairs.stream()
                .flatMap(pair -> NamedValue.of(pair.getKey(), pair.getValue()).stream())
                .toList();
    }

    private static List<Map.Entry<String, String>> pairsIn(SourceInstruction source) {
        try {
            return InstructionText.of(source.instruction()).namesAndValues();
        } catch (MalformedInstructionException e) {
            return List.of();
        }
    }
}

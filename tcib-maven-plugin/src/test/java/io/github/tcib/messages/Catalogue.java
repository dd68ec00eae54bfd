package io.github.tcib.messages;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.TreePath;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;

/** Finds every message: from where texts go to users, back to where their words stand. */
final class Catalogue {

    private static final int DEEPEST = 6;

    private final Sources sources;
    private final TextReader reader;
    private final Map<VariableElement, List<Text>> handed = new HashMap<>();
    private final Variants variants = new Variants();
    private boolean first = true;
    private final Map<String, Message> messages = new TreeMap<>();

    private Catalogue(Sources sources) {
        this.sources = sources;
        this.reader = new TextReader(sources);
    }

    static List<Message> of(Sources sources) {
        Catalogue catalogue = new Catalogue(sources);
        List<Sources.Call> calls = sources.calls().toList();
        calls.forEach(call -> catalogue.follow(Sinks.textOf(sources, call, catalogue.reader::read), call.path(), 0));
        catalogue.first = false;
        calls.forEach(call -> catalogue.follow(Sinks.keptBy(sources, call, catalogue.reader::read), call.path(), 0));
        return List.copyOf(catalogue.messages.values());
    }

    private void follow(Text text, TreePath place, int depth) {
        Optional<ExecutableElement> method = Passing.parametersIn(text).stream()
                .filter(this::carriesWords)
                .map(parameter -> (ExecutableElement) parameter.getEnclosingElement())
                .min(Comparator.comparing(one -> one.getKind() == ElementKind.CONSTRUCTOR));
        if (method.isEmpty() || depth >= DEEPEST) {
            keep(text, place);
            return;
        }
        for (Sources.Call call : sources.callsOf(method.get())) {
            if (call.arguments().size() < method.get().getParameters().size()) {
                // values of a variable number
                continue;
            }
            boolean[] said = new boolean[1];
            Text longer = Passing.replace(text, parameter -> {
                int index = method.get().getParameters().indexOf(parameter);
                if (index < 0) {
                    return Optional.empty();
                }
                if (!carriesWords(parameter)) {
                    return Optional.of(new Text.Value(parameter.getSimpleName().toString()));
                }
                Text handed = reader.read(call.argument(index));
                if (text.wordCount() >= 3 && handed.wordCount() < 5) {
                    said[0] = true;
                    return Optional.of(new Text.Value(parameter.getSimpleName().toString()));
                }
                said[0] |=
                        handed.wordCount() > 0 || !Passing.parametersIn(handed).isEmpty();
                return Optional.of(handed);
            });
            if (said[0]) {
                boolean more = longer.wordCount() > text.wordCount() * 2;
                follow(longer, more ? call.path() : place, depth + 1);
            }
        }
    }

    /** Whether some caller hands over words, of its own or of its callers. */
    private boolean carriesWords(VariableElement parameter) {
        return carriesWords(parameter, new HashSet<>());
    }

    private boolean carriesWords(VariableElement parameter, Set<VariableElement> asked) {
        return asked.add(parameter)
                && handedTo(parameter).stream()
                        .anyMatch(text -> text.wordCount() > 1
                                || Passing.parametersIn(text).stream().anyMatch(next -> carriesWords(next, asked)));
    }

    private List<Text> handedTo(VariableElement parameter) {
        List<Text> known = handed.get(parameter);
        if (known == null) {
            ExecutableElement method = (ExecutableElement) parameter.getEnclosingElement();
            int index = method.getParameters().indexOf(parameter);
            known = sources.callsOf(method).stream()
                    .filter(call -> index < call.arguments().size())
                    .map(call -> reader.read(call.argument(index)))
                    .toList();
            handed.put(parameter, known);
        }
        return known;
    }

    private void keep(Text text, TreePath place) {
        for (List<String> parts : variants.of(text)) {
            Message message = new Message(parts, areaOf(place.getCompilationUnit()), placeOf(place));
            if (message.words() > 0 && (first || !isPartOfAnother(message))) {
                messages.putIfAbsent(message.template(), message);
            }
        }
    }

    /** What one method keeps and another puts into a longer message. */
    private boolean isPartOfAnother(Message message) {
        return message.fixed().stream()
                .filter(part -> Words.of(part).size() > 1)
                .allMatch(part -> messages.values().stream()
                        .anyMatch(other -> other.fixed().stream().anyMatch(whole -> whole.contains(part.strip()))));
    }

    static String areaOf(CompilationUnitTree unit) {
        return unit.getPackageName().toString().replaceFirst("^io\\.github\\.tcib\\.?", "");
    }

    private String placeOf(TreePath place) {
        CompilationUnitTree unit = place.getCompilationUnit();
        String file = unit.getSourceFile().getName();
        long position = sources.trees().getSourcePositions().getStartPosition(unit, place.getLeaf());
        return file.substring(file.lastIndexOf('/') + 1) + ":"
                + unit.getLineMap().getLineNumber(position);
    }
}

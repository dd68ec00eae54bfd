package io.github.tcib.messages;

import com.sun.source.util.TreePath;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;

/** Where a text leaves for a user. */
final class Sinks {

    /** They tell of a mistake in this plugin, which no input may bring about. */
    private static final Set<String> OF_THE_PLUGIN = Set.of(
            "java.lang.IllegalStateException",
            "java.lang.AssertionError",
            "java.lang.NullPointerException",
            "java.io.UncheckedIOException");

    /** Whose callers hand on to users what they say of an argument. */
    private static final Set<String> ARGUMENTS_OF_USERS = Set.of("BuildSettings", "FileNames", "ProjectFiles", "Sizes");

    /** They put lists and texts together that are no messages. */
    private static final Set<String> REPORTS = Set.of("size.report", "lock.diff", "build.jib", "console", "tree");

    private Sinks() {}

    /** What a call tells a user; nothing for most calls. */
    static Text textOf(Sources sources, Sources.Call call, Function<TreePath, Text> reader) {
        ExecutableElement called = call.called();
        TypeElement owner = (TypeElement) called.getEnclosingElement();
        String type = owner.getQualifiedName().toString();
        String name = called.getSimpleName().toString();
        if (called.getKind() == ElementKind.CONSTRUCTOR) {
            if (type.equals("io.github.tcib.model.Problem")) {
                return new Text.Joined(
                        List.of(reader.apply(call.argument(1)), new Text.Fixed("; "), reader.apply(call.argument(2))));
            }
            if (type.equals("io.github.tcib.size.SizeProblem")) {
                return reader.apply(call.argument(1));
            }
            if (type.equals("io.github.tcib.size.Breach")) {
                return reader.apply(call.argument(4));
            }
            if (sources.is(owner.asType(), "java.lang.Throwable")
                    && (type.startsWith("java.") || type.startsWith("org.apache.maven."))
                    && !OF_THE_PLUGIN.contains(type)
                    && (!type.equals("java.lang.IllegalArgumentException")
                            || ARGUMENTS_OF_USERS.contains(fileOf(call)))) {
                return textual(call, reader);
            }
            return Text.nothing();
        }
        boolean log =
                type.equals("org.apache.maven.plugin.logging.Log") && (name.equals("warn") || name.equals("error"));
        boolean handed = type.equals("java.util.function.Consumer") && name.equals("accept");
        boolean hint = type.equals("io.github.tcib.template.python.Fault") && name.equals("withHint");
        return log || handed || hint ? textual(call, reader) : Text.nothing();
    }

    /** A text of some length that is put away, or handed back as an answer: another method tells it. */
    static Text keptBy(Sources sources, Sources.Call call, Function<TreePath, Text> reader) {
        TypeElement owner = (TypeElement) call.called().getEnclosingElement();
        String type = owner.getQualifiedName().toString();
        String name = call.called().getSimpleName().toString();
        if ((Set.of("of", "map").contains(name) && type.equals("java.util.Optional"))
                || (name.equals("add") && sources.is(owner.asType(), "java.util.Collection"))) {
            if (REPORTS.contains(Catalogue.areaOf(call.path().getCompilationUnit()))) {
                return Text.nothing();
            }
            Text text = call.arguments().size() == 1 ? reader.apply(call.argument(0)) : Text.nothing();
            return text.wordCount() >= 4 ? text : Text.nothing();
        }
        return Text.nothing();
    }

    private static String fileOf(Sources.Call call) {
        String file = call.path().getCompilationUnit().getSourceFile().getName();
        return file.substring(file.lastIndexOf('/') + 1).replace(".java", "");
    }

    private static Text textual(Sources.Call call, Function<TreePath, Text> reader) {
        List<? extends VariableElement> parameters = call.called().getParameters();
        boolean consumer = call.called().getSimpleName().contentEquals("accept");
        for (int i = 0; i < parameters.size() && i < call.arguments().size(); i++) {
            if (consumer || Textual.is(parameters.get(i).asType().toString())) {
                return reader.apply(call.argument(i));
            }
        }
        return Text.nothing();
    }
}

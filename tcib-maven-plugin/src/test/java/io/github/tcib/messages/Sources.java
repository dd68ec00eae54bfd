package io.github.tcib.messages;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The classes of both modules as the compiler understands them: methods, their calls, and what variables are given. */
final class Sources {

    /** One call of a method or constructor. */
    record Call(TreePath path, ExecutableElement called, List<? extends ExpressionTree> arguments) {

        TreePath argument(int index) {
            return new TreePath(path, arguments.get(index));
        }
    }

    private final Trees trees;
    private final Elements elements;
    private final Types types;
    private final Map<ExecutableElement, TreePath> methods = new LinkedHashMap<>();
    private final Map<ExecutableElement, List<Call>> calls = new LinkedHashMap<>();
    private final Map<VariableElement, List<TreePath>> given = new LinkedHashMap<>();

    private Sources(JavacTask task) {
        trees = Trees.instance(task);
        elements = task.getElements();
        types = task.getTypes();
    }

    static Sources read(List<Path> directories) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path directory : directories) {
            try (Stream<Path> tree = Files.walk(directory)) {
                tree.filter(file -> file.toString().endsWith(".java")).sorted().forEach(files::add);
            }
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StandardJavaFileManager manager = compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);
        List<String> options = List.of("-proc:none", "-classpath", System.getProperty("java.class.path"), "-nowarn");
        JavacTask task = (JavacTask)
                compiler.getTask(null, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files));
        Sources sources = new Sources(task);
        Iterable<? extends CompilationUnitTree> units = task.parse();
        task.analyze();
        for (CompilationUnitTree unit : units) {
            sources.new Reader().scan(unit, null);
        }
        return sources;
    }

    Trees trees() {
        return trees;
    }

    /** Every call, in the order of the source. */
    Stream<Call> calls() {
        return calls.values().stream().flatMap(List::stream);
    }

    /** The calls that may end in a method: of it, and of what it overrides. */
    List<Call> callsOf(ExecutableElement method) {
        List<Call> found = new ArrayList<>();
        for (ExecutableElement called : withOverridden(method)) {
            found.addAll(calls.getOrDefault(called, List.of()));
        }
        return found;
    }

    Optional<TreePath> body(ExecutableElement method) {
        return Optional.ofNullable(methods.get(method));
    }

    /** The expressions that a variable is given, its initial one first. */
    List<TreePath> given(VariableElement variable) {
        return given.getOrDefault(variable, List.of());
    }

    Element element(TreePath path) {
        return trees.getElement(path);
    }

    boolean is(TypeMirror type, String name) {
        TypeElement wanted = elements.getTypeElement(name);
        return wanted != null && types.isAssignable(types.erasure(type), types.erasure(wanted.asType()));
    }

    private Set<ExecutableElement> withOverridden(ExecutableElement method) {
        Set<ExecutableElement> all = new LinkedHashSet<>(Set.of(method));
        if (method.getKind() != ElementKind.METHOD) {
            return all;
        }
        TypeElement owner = (TypeElement) method.getEnclosingElement();
        for (TypeElement type : supertypes(owner)) {
            for (Element member : type.getEnclosedElements()) {
                if (member instanceof ExecutableElement candidate && elements.overrides(method, candidate, owner)) {
                    all.add(candidate);
                }
            }
        }
        return all;
    }

    private List<TypeElement> supertypes(TypeElement type) {
        List<TypeElement> found = new ArrayList<>();
        for (TypeMirror above : types.directSupertypes(type.asType())) {
            TypeElement element = (TypeElement) ((DeclaredType) above).asElement();
            found.add(element);
            found.addAll(supertypes(element));
        }
        return found;
    }

    private final class Reader extends TreePathScanner<Void, Void> {

        @Override
        public Void visitMethod(MethodTree tree, Void unused) {
            if (element(getCurrentPath()) instanceof ExecutableElement method) {
                methods.put(method, getCurrentPath());
            }
            return super.visitMethod(tree, null);
        }

        @Override
        public Void visitMethodInvocation(MethodInvocationTree tree, Void unused) {
            note(tree.getArguments());
            return super.visitMethodInvocation(tree, null);
        }

        @Override
        public Void visitNewClass(NewClassTree tree, Void unused) {
            note(tree.getArguments());
            return super.visitNewClass(tree, null);
        }

        @Override
        public Void visitVariable(VariableTree tree, Void unused) {
            if (tree.getInitializer() != null) {
                give(getCurrentPath(), tree.getInitializer());
            }
            return super.visitVariable(tree, null);
        }

        @Override
        public Void visitAssignment(AssignmentTree tree, Void unused) {
            give(new TreePath(getCurrentPath(), tree.getVariable()), tree.getExpression());
            return super.visitAssignment(tree, null);
        }

        @Override
        public Void visitCompoundAssignment(CompoundAssignmentTree tree, Void unused) {
            give(new TreePath(getCurrentPath(), tree.getVariable()), tree.getExpression());
            return super.visitCompoundAssignment(tree, null);
        }

        private void note(List<? extends ExpressionTree> arguments) {
            if (element(getCurrentPath()) instanceof ExecutableElement called) {
                calls.computeIfAbsent(called, any -> new ArrayList<>())
                        .add(new Call(getCurrentPath(), called, Collections.unmodifiableList(arguments)));
            }
        }

        private void give(TreePath variable, Tree expression) {
            if (element(variable) instanceof VariableElement element) {
                given.computeIfAbsent(element, any -> new ArrayList<>())
                        .add(new TreePath(getCurrentPath(), expression));
            }
        }
    }
}

package io.github.tcib.messages;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The texts that tests expect: literals of their source, put together where they are, and lines of expected files. */
final class TestTexts {

    /** Stands where an expected text has a value. */
    static final String VALUE = "\uFFFC";

    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern COMPARING =
            Pattern.compile("hasMessage.*|contains.*|startsWith|endsWith|isEqualTo|hasValue|matches|hasToString");
    private static final Pattern EXPECTED_FILES = Pattern.compile(".*\\.(groovy|json|txt|log)");

    private TestTexts() {}

    static Set<Expected> read(List<Path> java, List<Path> files) throws IOException {
        Set<Expected> texts = new LinkedHashSet<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StandardJavaFileManager manager = compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);
        List<Path> sources = new ArrayList<>();
        for (Path directory : java) {
            sources.addAll(filesIn(directory, ".java"));
        }
        JavacTask task = (JavacTask) compiler.getTask(
                null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(sources));
        for (CompilationUnitTree unit : task.parse()) {
            String area = Catalogue.areaOf(unit);
            if (!area.equals("messages")) {
                unit.accept(new Literals(area, texts), false);
            }
        }
        for (Path directory : files) {
            for (Path file : filesIn(directory, "")) {
                if (EXPECTED_FILES.matcher(file.toString()).matches()
                        && !file.toString().contains("messages")) {
                    for (String line : Files.readAllLines(file)) {
                        texts.add(new Expected(plain(unescaped(line)), "", false));
                    }
                }
            }
        }
        return texts;
    }

    private static List<Path> filesIn(Path directory, String ending) throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            return tree.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    private static String unescaped(String line) {
        return line.replace("\\\"", "\"").replace("\\'", "'").replace("\\\\", "\\");
    }

    private static String plain(String text) {
        return SPACE.matcher(text).replaceAll(" ");
    }

    /** Hands down whether a literal is in the arguments of a method that compares. */
    private static final class Literals extends TreeScanner<Void, Boolean> {

        private final String area;
        private final Set<Expected> texts;

        Literals(String area, Set<Expected> texts) {
            this.area = area;
            this.texts = texts;
        }

        @Override
        public Void visitMethodInvocation(MethodInvocationTree tree, Boolean asserted) {
            scan(tree.getMethodSelect(), asserted);
            boolean compares = tree.getMethodSelect() instanceof MemberSelectTree select
                    && COMPARING.matcher(select.getIdentifier()).matches();
            scan(tree.getArguments(), compares);
            return null;
        }

        @Override
        public Void visitBinary(BinaryTree tree, Boolean asserted) {
            if (tree.getKind() == Tree.Kind.PLUS) {
                texts.add(new Expected(plain(textOf(tree)), area, asserted));
            }
            // values in between may be calls with texts of their own
            return super.visitBinary(tree, asserted);
        }

        @Override
        public Void visitLiteral(LiteralTree tree, Boolean asserted) {
            if (tree.getValue() instanceof String text) {
                texts.add(new Expected(plain(text), area, asserted));
            }
            return null;
        }

        private static String textOf(ExpressionTree tree) {
            if (tree instanceof ParenthesizedTree inner) {
                return textOf(inner.getExpression());
            }
            if (tree instanceof BinaryTree sum && tree.getKind() == Tree.Kind.PLUS) {
                return textOf(sum.getLeftOperand()) + textOf(sum.getRightOperand());
            }
            return tree instanceof LiteralTree literal && literal.getValue() != null
                    ? literal.getValue().toString()
                    : VALUE;
        }
    }
}

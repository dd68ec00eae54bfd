package io.github.tcib.messages;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.YieldTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;

/** Reads an expression of the source as the text it makes. */
final class TextReader {

    private static final int DEEPEST = 8;
    private static final Pattern CONVERSION = Pattern.compile("%(?:\\d+\\$)?[-#+ 0,(]*\\d*(?:\\.\\d+)?([a-zA-Z%])");

    /** They hand on what they are called on, or what they are given. */
    private static final Set<String> SAME = Set.of(
            "strip",
            "trim",
            "toString",
            "replace",
            "stripTrailing",
            "get",
            "orElseThrow",
            "stripIndent",
            "limit",
            "text");

    private static final Set<String> WRAPPED = Set.of("of", "ofNullable", "valueOf", "requireNonNull", "quote");
    private static final Set<String> EITHER = Set.of("orElse", "orElseGet", "or");

    /** What they give is a value: a test of each place of use would show no more than their own. */
    private static final Map<String, String> VALUES =
            Map.of("NearName.hint", "did you mean", "NearName.of", "did you mean", "FileFault.reasonOf", "reason");

    /** Their methods give back the text they are given, fit to be shown. */
    private static final Set<String> CLEANED = Set.of("Printable", "Shortened");

    private final Sources sources;

    TextReader(Sources sources) {
        this.sources = sources;
    }

    Text read(TreePath expression) {
        return read(expression, 0);
    }

    private Text read(TreePath path, int depth) {
        Tree tree = path.getLeaf();
        if (depth > DEEPEST) {
            return new Text.Value("value");
        }
        if (tree instanceof ParenthesizedTree inner) {
            return read(new TreePath(path, inner.getExpression()), depth);
        }
        if (tree instanceof LiteralTree literal) {
            return literal.getValue() instanceof String || literal.getValue() instanceof Character
                    ? new Text.Fixed(literal.getValue().toString())
                    : new Text.Value("value");
        }
        if (tree instanceof BinaryTree sum && tree.getKind() == Tree.Kind.PLUS) {
            return new Text.Joined(List.of(
                    read(new TreePath(path, sum.getLeftOperand()), depth),
                    read(new TreePath(path, sum.getRightOperand()), depth)));
        }
        if (tree instanceof ConditionalExpressionTree choice) {
            return new Text.Either(List.of(
                    read(new TreePath(path, choice.getTrueExpression()), depth),
                    read(new TreePath(path, choice.getFalseExpression()), depth)));
        }
        if (tree instanceof SwitchExpressionTree choice) {
            return choice(new TreePath(path, choice), choice, depth);
        }
        if (tree instanceof LambdaExpressionTree lambda) {
            TreePath body = new TreePath(path, lambda.getBody());
            return lambda.getBody() instanceof ExpressionTree ? read(body, depth) : returned(body, depth);
        }
        if (tree instanceof MemberReferenceTree) {
            return sources.element(path) instanceof ExecutableElement method
                    ? inlined(method, depth).orElse(new Text.Value(named(method)))
                    : new Text.Value("value");
        }
        if (tree instanceof IdentifierTree || tree instanceof MemberSelectTree) {
            return variable(path, depth);
        }
        if (tree instanceof NewClassTree made) {
            return made(path, made, depth);
        }
        if (tree instanceof MethodInvocationTree call) {
            return call(path, call, depth);
        }
        return new Text.Value("value");
    }

    private Text made(TreePath path, NewClassTree made, int depth) {
        String type = made.getIdentifier().toString();
        if ((type.equals("StringBuilder") || type.equals("String"))
                && made.getArguments().size() == 1) {
            return read(new TreePath(path, made.getArguments().get(0)), depth);
        }
        return type.equals("StringBuilder") ? Text.nothing() : new Text.Value("value");
    }

    private Text variable(TreePath path, int depth) {
        if (!(sources.element(path) instanceof VariableElement variable)) {
            return new Text.Value("value");
        }
        if (variable.getConstantValue() != null) {
            return variable.getConstantValue() instanceof String constant
                    ? new Text.Fixed(constant)
                    : new Text.Value(plain(variable.getSimpleName().toString()));
        }
        if (isParameter(variable)) {
            return isTextual(variable) ? new Text.Passed(variable) : new Text.Value(named(variable));
        }
        List<TreePath> given = isTextual(variable) ? sources.given(variable) : List.of();
        if (given.isEmpty()) {
            return new Text.Value(named(variable));
        }
        if (isBuilder(variable) && variable.getKind() == ElementKind.FIELD) {
            return new Text.Value("text");
        }
        if (isBuilder(variable)) {
            return built(variable, given.get(0), depth);
        }
        List<Text> options = new ArrayList<>();
        for (TreePath expression : given) {
            options.add(read(expression, depth + 1));
        }
        Text all = options.size() == 1 ? options.get(0) : new Text.Either(options);
        return saysNothing(all) ? new Text.Value(named(variable)) : all;
    }

    private static boolean saysNothing(Text text) {
        if (text instanceof Text.Value) {
            return true;
        }
        if (text instanceof Text.Joined joined) {
            return joined.parts().stream().allMatch(TextReader::saysNothing);
        }
        if (text instanceof Text.Either either) {
            return either.options().stream().allMatch(TextReader::saysNothing);
        }
        return false;
    }

    /** What a builder is given from its beginning to the end of the method, taking every turn. */
    private Text built(VariableElement variable, TreePath initial, int depth) {
        List<Text> parts = new ArrayList<>();
        parts.add(read(initial, depth + 1));
        TreePath method = initial;
        while (!(method.getLeaf() instanceof BlockTree)) {
            method = method.getParentPath();
        }
        new TreePathScanner<Void, Void>() {
            @Override
            public Void visitMethodInvocation(MethodInvocationTree call, Void unused) {
                super.visitMethodInvocation(call, null);
                if (call.getMethodSelect() instanceof MemberSelectTree select
                        && select.getIdentifier().contentEquals("append")
                        && call.getArguments().size() == 1
                        && variable.equals(root(new TreePath(getCurrentPath(), select)))) {
                    parts.add(read(
                            new TreePath(getCurrentPath(), call.getArguments().get(0)), depth + 1));
                }
                return null;
            }
        }.scan(method, null);
        return new Text.Joined(parts);
    }

    private Element root(TreePath select) {
        TreePath path = select;
        while (true) {
            Tree leaf = path.getLeaf();
            if (leaf instanceof MemberSelectTree member) {
                path = new TreePath(path, member.getExpression());
            } else if (leaf instanceof MethodInvocationTree call) {
                path = new TreePath(path, call.getMethodSelect());
            } else {
                return sources.element(path);
            }
        }
    }

    private Text call(TreePath path, MethodInvocationTree call, int depth) {
        if (!(sources.element(path) instanceof ExecutableElement method)) {
            return new Text.Value("value");
        }
        String name = method.getSimpleName().toString();
        String owner = method.getEnclosingElement().getSimpleName().toString();
        List<? extends ExpressionTree> arguments = call.getArguments();
        Optional<TreePath> receiver = call.getMethodSelect() instanceof MemberSelectTree select
                ? Optional.of(new TreePath(new TreePath(path, select), select.getExpression()))
                : Optional.empty();
        if (VALUES.containsKey(owner + "." + name)) {
            return new Text.Value(VALUES.getOrDefault(owner + "." + name, "value"));
        }
        if (owner.equals("Counted")) {
            Text things = read(new TreePath(path, arguments.get(arguments.size() - 1)), depth);
            String ending = arguments.size() == 2 ? "s" : "";
            return new Text.Value(things instanceof Text.Fixed noun ? noun.words() + ending : "number");
        }
        if (CLEANED.contains(owner) && !arguments.isEmpty()) {
            return read(new TreePath(path, arguments.get(0)), depth);
        }
        if (ofThePlatform(method)) {
            if (name.equals("format") && owner.equals("String") && !arguments.isEmpty()) {
                Text first = read(new TreePath(path, arguments.get(0)), depth);
                return first instanceof Text.Fixed
                        ? formatted(first, path, arguments.subList(1, arguments.size()), depth)
                        : arguments.size() > 1
                                ? formatted(
                                        read(new TreePath(path, arguments.get(1)), depth),
                                        path,
                                        arguments.subList(2, arguments.size()),
                                        depth)
                                : first;
            }
            if (name.equals("formatted") && receiver.isPresent()) {
                return formatted(read(receiver.get(), depth), path, arguments, depth);
            }
            if (EITHER.contains(name) && receiver.isPresent() && !arguments.isEmpty()) {
                Text there = read(receiver.get(), depth);
                Text otherwise = read(new TreePath(path, arguments.get(0)), depth);
                return otherwise.equals(Text.nothing()) && !isTail(there)
                        ? there
                        : new Text.Either(List.of(there, otherwise));
            }
            if (name.equals("empty") && arguments.isEmpty()) {
                return Text.nothing();
            }
            if (WRAPPED.contains(name) && !arguments.isEmpty()) {
                return read(new TreePath(path, arguments.get(0)), depth);
            }
            if ((name.equals("map") || name.equals("flatMap")) && !arguments.isEmpty() && owner.equals("Optional")) {
                return read(new TreePath(path, arguments.get(0)), depth);
            }
            if (SAME.contains(name) && receiver.isPresent()) {
                Text same = read(receiver.get(), depth);
                return same instanceof Text.Value ? valueOf(path, call, method) : same;
            }
            return valueOf(path, call, method);
        }
        return inlined(method, depth)
                .map(text -> Passing.replace(text, parameter -> {
                    int index = method.getParameters().indexOf(parameter);
                    return index < 0 || index >= arguments.size()
                            ? Optional.empty()
                            : Optional.of(read(new TreePath(path, arguments.get(index)), depth + 1));
                }))
                .filter(text -> text.wordCount() > 0)
                .orElseGet(() -> valueOf(path, call, method));
    }

    /** What goes on after something else, and may be missing. */
    private static boolean isTail(Text text) {
        if (text instanceof Text.Joined joined) {
            return isTail(joined.parts().get(0));
        }
        return text instanceof Text.Fixed fixed && fixed.words().matches("(?s)[ ;,(].*");
    }

    private Text formatted(Text pattern, TreePath path, List<? extends ExpressionTree> arguments, int depth) {
        if (!(pattern instanceof Text.Fixed fixed)) {
            return pattern;
        }
        List<Text> parts = new ArrayList<>();
        Matcher conversion = CONVERSION.matcher(fixed.words());
        int at = 0;
        int next = 0;
        while (conversion.find()) {
            parts.add(new Text.Fixed(fixed.words().substring(at, conversion.start())));
            at = conversion.end();
            if (conversion.group(1).equals("n") || conversion.group(1).equals("%")) {
                parts.add(new Text.Fixed(conversion.group(1).equals("n") ? "\n" : "%"));
            } else if (next < arguments.size()) {
                parts.add(read(new TreePath(path, arguments.get(next++)), depth));
            } else {
                parts.add(new Text.Value("value"));
            }
        }
        parts.add(new Text.Fixed(fixed.words().substring(at)));
        return new Text.Joined(parts);
    }

    /** What a method of this project returns, as far as that is a text. */
    private Optional<Text> inlined(ExecutableElement method, int depth) {
        if (!Textual.is(method.getReturnType().toString())
                || method.getModifiers().contains(Modifier.ABSTRACT)) {
            return Optional.empty();
        }
        return sources.body(method).flatMap(path -> {
            Text returned = returned(path, depth + 2);
            return returned.wordCount() > 0 ? Optional.of(returned) : Optional.empty();
        });
    }

    private Text returned(TreePath body, int depth) {
        List<Text> options = new ArrayList<>();
        new TreePathScanner<Void, Void>() {
            @Override
            public Void visitReturn(ReturnTree tree, Void unused) {
                if (tree.getExpression() != null) {
                    options.add(read(new TreePath(getCurrentPath(), tree.getExpression()), depth));
                }
                return null;
            }

            @Override
            public Void visitLambdaExpression(LambdaExpressionTree tree, Void unused) {
                return null;
            }
        }.scan(body, null);
        return options.size() == 1 ? options.get(0) : new Text.Either(options);
    }

    private Text choice(TreePath path, SwitchExpressionTree choice, int depth) {
        List<Text> options = new ArrayList<>();
        for (CaseTree option : choice.getCases()) {
            TreePath at = new TreePath(path, option);
            if (option.getBody() instanceof ExpressionTree expression) {
                options.add(read(new TreePath(at, expression), depth));
            } else {
                new TreePathScanner<Void, Void>() {
                    @Override
                    public Void visitYield(YieldTree tree, Void unused) {
                        options.add(read(new TreePath(getCurrentPath(), tree.getValue()), depth));
                        return null;
                    }
                }.scan(at, null);
            }
        }
        return new Text.Either(options);
    }

    private Text valueOf(TreePath path, MethodInvocationTree call, ExecutableElement method) {
        String name = method.getSimpleName().toString();
        if (name.endsWith("Message")) {
            return new Text.Value("reason");
        }
        boolean plain = Set.of("name", "text", "get", "toString", "asText", "word", "value", "strip", "trim", "join")
                .contains(name);
        if (plain && call.getMethodSelect() instanceof MemberSelectTree select) {
            TreePath receiver = new TreePath(new TreePath(path, select), select.getExpression());
            if (select.getExpression() instanceof MethodInvocationTree inner
                    && sources.element(receiver) instanceof ExecutableElement of) {
                return valueOf(receiver, inner, of);
            }
            if (sources.element(receiver) instanceof VariableElement variable) {
                return new Text.Value(named(variable));
            }
        }
        return new Text.Value(plain(name));
    }

    private static boolean ofThePlatform(ExecutableElement method) {
        Element owner = method.getEnclosingElement();
        return owner instanceof TypeElement type
                && type.getQualifiedName().toString().startsWith("java.");
    }

    private static boolean isParameter(VariableElement variable) {
        return variable.getKind() == ElementKind.PARAMETER
                && variable.getEnclosingElement() instanceof ExecutableElement method
                && method.getParameters().contains(variable);
    }

    private static boolean isTextual(VariableElement variable) {
        return Textual.is(variable.asType().toString());
    }

    private static boolean isBuilder(VariableElement variable) {
        return variable.asType().toString().endsWith("StringBuilder");
    }

    private static String named(Element element) {
        String name = element.getSimpleName().toString();
        return name.length() < 3 ? plain(element.asType().toString().replaceAll(".*[.(<]|>", "")) : plain(name);
    }

    private static String plain(String name) {
        String words = name.replaceAll("^(get|to|read|as|find)(?=[A-Z])", "")
                .replaceAll("([a-z0-9])([A-Z])", "$1 $2")
                .replace('_', ' ')
                .toLowerCase(Locale.ROOT);
        return Set.of("collect", "join", "list").contains(words) ? "list" : words;
    }
}

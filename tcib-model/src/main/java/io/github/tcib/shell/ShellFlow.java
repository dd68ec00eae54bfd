package io.github.tcib.shell;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Follows a script command by command and says which of them are run: through {@code if}, loops, {@code case}, groups,
 * {@code &&} and {@code ||} (POSIX XCU 2.9.3 and 2.9.4). Only comparisons of texts without expansions are decided.
 */
final class ShellFlow {

    /** Commands that people run for their exit code. */
    private static final Set<String> TESTS = Set.of("[", "[[", "test", "grep", "egrep", "command", "which", "type");

    private final Dialect dialect;
    private final Deque<Block> open = new ArrayDeque<>();

    /** Whether commands are run where the script is now, lists of {@code &&} and {@code ||} aside. */
    private Reach here = Reach.ALWAYS;

    private Reach value = Reach.ALWAYS;
    private boolean tested;

    ShellFlow(Dialect dialect) {
        this.dialect = dialect;
    }

    /** An {@code if}, a loop, a {@code case} or a group that has begun. */
    private static final class Block {
        private final String opener;
        private final Reach outside;
        private final Joint joint;
        private Reach left = Reach.ALWAYS;

        Block(String opener, Reach outside, Joint joint) {
            this.opener = opener;
            this.outside = outside;
            this.joint = joint;
        }

        Reach inside() {
            return outside.and(joint.reach());
        }

        boolean isGroup() {
            return opener.equals("{");
        }

        /** Whether its condition has to fail for its commands to be run. */
        boolean isUntil() {
            return opener.equals("until");
        }
    }

    /**
     * How a command or a group goes on with the list before it.
     *
     * @param operators what stands between them
     * @param value what the list has come to
     * @param tested whether people wrote it for that
     */
    private record Joint(String operators, Reach value, boolean tested) {

        private static final Joint NONE = new Joint("", Reach.ALWAYS, false);

        boolean and() {
            return operators.contains("&&");
        }

        boolean or() {
            return operators.contains("||");
        }

        Reach reach() {
            if (and()) {
                return value;
            }
            return or() ? tested ? value.not() : Reach.MAYBE : Reach.ALWAYS;
        }

        Reach joined(Reach outcome) {
            if (and()) {
                return value.and(outcome);
            }
            return or() ? value.or(outcome) : outcome;
        }

        boolean joined(boolean testedToo) {
            return testedToo || (tested && (and() || or()));
        }
    }

    /**
     * Takes the next command.
     *
     * @param words with reserved words before it
     * @param operators what stands between it and the command before
     */
    Reach next(List<ShellWord> words, String operators) {
        Joint joint = new Joint(parentheses(operators), value, tested);
        Reach reach = here.and(joint.reach());
        boolean negated = false;
        int first = 0;
        while (first < words.size()) {
            String word = words.get(first).text();
            if (word.equals("!")) {
                negated = !negated;
            } else if (enter(word, joint)) {
                reach = here;
                joint = Joint.NONE;
            } else {
                break;
            }
            first++;
        }
        if (first < words.size()) {
            Optional<Reach> decided = decide(words.subList(first, words.size()));
            Reach outcome = decided.orElse(Reach.ALWAYS);
            value = joint.joined(negated ? outcome.not() : outcome);
            tested = joint.joined(decided.isPresent());
        }
        return reach;
    }

    /** Goes into and out of subshells; what is left are the operators after the last parenthesis. */
    private String parentheses(String operators) {
        int after = 0;
        for (int i = 0; i < operators.length(); i++) {
            char c = operators.charAt(i);
            if (c == '(') {
                enterGroup(new Joint(operators.substring(after, i), value, tested));
            } else if (c == ')') {
                leaveGroup();
            }
            after = c == '(' || c == ')' ? i + 1 : after;
        }
        return operators.substring(after);
    }

    private void enterGroup(Joint joint) {
        here = begin("{", joint);
        value = Reach.ALWAYS;
        tested = false;
    }

    private Reach begin(String opener, Joint joint) {
        Block block = new Block(opener, here, joint);
        open.push(block);
        return block.inside();
    }

    /** The parenthesis after a pattern of {@code case} closes no group. */
    private void leaveGroup() {
        Block block = open.peek();
        if (block != null && block.isGroup()) {
            open.pop();
            here = block.outside;
            value = block.joint.joined(value);
            tested = block.joint.joined(tested);
        }
    }

    /** Takes a reserved word; says whether it is one. */
    private boolean enter(String word, Joint joint) {
        switch (word) {
            case "if", "while", "until" -> here = begin(word, joint);
            case "for" -> begin(word, joint);
            case "case" -> here = begin(word, joint).and(Reach.MAYBE);
            case "then" -> branch(value, value.not());
            case "do" -> branch(tested ? condition().and(Reach.MAYBE) : value, Reach.ALWAYS);
            case "elif", "else" -> branch(Reach.ALWAYS, Reach.ALWAYS);
            case "fi", "done", "esac" -> leave();
            case "{" -> enterGroup(joint);
            case "}" -> leaveGroup();
            default -> {
                return false;
            }
        }
        return !word.equals("for") && !word.equals("case");
    }

    /**
     * Goes into a branch of the innermost block.
     *
     * @param taken whether it is run, if no branch before it was
     * @param after whether branches after it may be run
     */
    private void branch(Reach taken, Reach after) {
        Block block = open.peek();
        if (block != null) {
            here = block.inside().and(block.left).and(taken);
            block.left = block.left.and(after);
        }
        value = Reach.ALWAYS;
        tested = false;
    }

    /** What the condition of the innermost loop says about its commands. */
    private Reach condition() {
        Block block = open.peek();
        return block != null && block.isUntil() ? value.not() : value;
    }

    private void leave() {
        Block block = open.poll();
        if (block != null) {
            here = block.outside;
        }
        value = Reach.ALWAYS;
        tested = false;
    }

    /** What a command that is a test comes to; empty for other commands. */
    private Optional<Reach> decide(List<ShellWord> words) {
        if (words.isEmpty()) {
            return Optional.empty();
        }
        String name = words.get(0).unquoted();
        List<ShellWord> arguments = words.subList(1, words.size());
        return switch (name) {
            case "true", ":" -> Optional.of(Reach.ALWAYS);
            case "false" -> Optional.of(Reach.NEVER);
            case "[", "[[" -> Optional.of(test(name, arguments.subList(0, Math.max(0, arguments.size() - 1))));
            case "test" -> Optional.of(test(name, arguments));
            case "rpm" ->
                arguments.stream().anyMatch(word -> word.text().matches("-q.*|--query"))
                        ? Optional.of(Reach.MAYBE)
                        : Optional.empty();
            default -> TESTS.contains(name) ? Optional.of(Reach.MAYBE) : Optional.empty();
        };
    }

    private Reach test(String name, List<ShellWord> words) {
        boolean foreign =
                name.equals("[[") || words.stream().anyMatch(word -> word.text().equals("=="));
        return dialect == Dialect.POSIX && foreign ? Reach.NEVER : compare(words);
    }

    private static Reach compare(List<ShellWord> words) {
        if (!words.isEmpty() && words.get(0).text().equals("!")) {
            return compare(words.subList(1, words.size())).not();
        }
        if (words.size() == 2 && isLiteral(words.get(1))) {
            boolean empty = words.get(1).unquoted().isEmpty();
            return switch (words.get(0).text()) {
                case "-n" -> empty ? Reach.NEVER : Reach.ALWAYS;
                case "-z" -> empty ? Reach.ALWAYS : Reach.NEVER;
                default -> Reach.MAYBE;
            };
        }
        if (words.size() == 3 && isLiteral(words.get(0)) && isLiteral(words.get(2))) {
            boolean equal = words.get(0).unquoted().equals(words.get(2).unquoted());
            return switch (words.get(1).text()) {
                case "=", "==" -> equal ? Reach.ALWAYS : Reach.NEVER;
                case "!=" -> equal ? Reach.NEVER : Reach.ALWAYS;
                default -> Reach.MAYBE;
            };
        }
        return Reach.MAYBE;
    }

    /** Whether the shell compares the word as it stands. */
    private static boolean isLiteral(ShellWord word) {
        return word.text().chars().noneMatch(c -> "$`\\*?".indexOf(c) >= 0);
    }
}

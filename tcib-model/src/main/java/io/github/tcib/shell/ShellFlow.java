package io.github.tcib.shell;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Follows a script command by command and says which of them are run: through {@code if}, loops, {@code case}, {@code &&} and
 * {@code ||} (POSIX XCU 2.9.3 and 2.9.4). Only comparisons of texts without expansions are decided.
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

    /** An {@code if}, a loop or a {@code case} that has begun. */
    private static final class Block {
        private final Reach around;
        private Reach left = Reach.ALWAYS;

        Block(Reach around) {
            this.around = around;
        }
    }

    /**
     * Takes the next command.
     *
     * @param words with reserved words before it
     * @param operators what stands between it and the command before
     */
    Reach next(List<ShellWord> words, String operators) {
        Reach reach = here;
        boolean and = operators.contains("&&");
        boolean or = operators.contains("||");
        if (and) {
            reach = here.and(value);
        } else if (or) {
            reach = here.and(tested ? value.not() : Reach.MAYBE);
        }
        boolean negated = false;
        int first = 0;
        for (boolean reserved = true; reserved && first < words.size(); ) {
            String word = words.get(first).text();
            reserved = enter(word, reach);
            if (reserved) {
                reach = here;
                negated ^= word.equals("!");
                first++;
            }
        }
        Optional<Reach> decided = decide(words.subList(first, words.size()));
        Reach outcome = decided.orElse(Reach.ALWAYS);
        if (negated) {
            outcome = outcome.not();
        }
        boolean continues = first == 0 && (and || or);
        value = !continues ? outcome : and ? value.and(outcome) : value.or(outcome);
        tested = decided.isPresent() || (continues && tested);
        return reach;
    }

    /** Takes a reserved word; says whether it is one. */
    private boolean enter(String word, Reach reach) {
        switch (word) {
            case "if", "while", "until" -> {
                open.push(new Block(reach));
                here = reach;
            }
            case "for" -> open.push(new Block(reach));
            case "case" -> {
                open.push(new Block(reach));
                here = reach.and(Reach.MAYBE);
            }
            case "then" -> branch(value, value.not());
            case "do" -> branch(tested ? value.and(Reach.MAYBE) : value, Reach.ALWAYS);
            case "elif", "else" -> branch(Reach.ALWAYS, Reach.ALWAYS);
            case "fi", "done", "esac" -> leave();
            case "!", "{" -> {}
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
            here = block.around.and(block.left).and(taken);
            block.left = block.left.and(after);
        }
        value = Reach.ALWAYS;
        tested = false;
    }

    private void leave() {
        Block block = open.poll();
        if (block != null) {
            here = block.around;
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

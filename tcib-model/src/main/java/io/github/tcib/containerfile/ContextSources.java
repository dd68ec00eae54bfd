package io.github.tcib.containerfile;

import io.github.tcib.model.Instruction;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/** The files of the build context that COPY and ADD name. */
public final class ContextSources {

    private ContextSources() {}

    /**
     * What an instruction takes from the context: paths or patterns relative to it. Nothing for another instruction, another
     * image's or stage's files, a here-document or a URL; names with a variable are left out.
     */
    public static List<String> of(Instruction instruction) {
        if (!(instruction instanceof Instruction.Copy || instruction instanceof Instruction.Add)) {
            return List.of();
        }
        List<String> words;
        try {
            InstructionText text = InstructionText.of(instruction);
            boolean elsewhere = text.flags().stream().anyMatch(flag -> flag.startsWith("--from="));
            words = elsewhere || text.rest().contains("<<") ? List.of() : text.jsonOrBlankSeparated();
        } catch (MalformedInstructionException e) {
            return List.of();
        }
        List<String> sources = words.isEmpty() ? words : words.subList(0, words.size() - 1);
        return sources.stream()
                .filter(word -> word.indexOf('$') < 0 && !word.contains("://") && !word.startsWith("git@"))
                .toList();
    }

    /** Whether a source takes a file: by its path, by a directory it lies in, or by a pattern for either. */
    public static boolean takes(String source, Path file) {
        try {
            String relative = Path.of("/", source).normalize().toString().substring(1);
            if (relative.isEmpty() || file.startsWith(relative)) {
                return true;
            }
            PathMatcher glob = FileSystems.getDefault().getPathMatcher("glob:" + relative);
            for (Path up = file; up != null; up = up.getParent()) {
                if (glob.matches(up)) {
                    return true;
                }
            }
            return false;
        } catch (InvalidPathException | PatternSyntaxException e) {
            return false;
        }
    }
}

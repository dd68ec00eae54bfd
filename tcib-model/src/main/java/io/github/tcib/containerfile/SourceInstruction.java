package io.github.tcib.containerfile;

import io.github.tcib.model.Instruction;
import java.util.List;

/**
 * An instruction as it was found in a Containerfile.
 *
 * @param instruction its arguments are text, in one line save for here-documents
 * @param comments the comment lines before it and inside it, without {@code #}
 */
public record SourceInstruction(Instruction instruction, List<String> comments) {
    public SourceInstruction {
        comments = List.copyOf(comments);
    }

    /** The arguments as text. */
    public String text() {
        return ContainerfileWriter.write(instruction)
                .substring(instruction.keyword().length() + 1);
    }
}

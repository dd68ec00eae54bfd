package io.github.tcib.containerfile;

import java.util.List;

/**
 * The content of a Containerfile.
 *
 * @param instructions in order
 * @param lastComments the comment lines after the last instruction, without {@code #}
 */
public record ContainerfileSource(List<SourceInstruction> instructions, List<String> lastComments) {
    public ContainerfileSource {
        instructions = List.copyOf(instructions);
        lastComments = List.copyOf(lastComments);
    }
}

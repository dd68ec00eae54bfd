package io.github.tcib.locked;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What RUN steps would see without a lock.
 *
 * @param repositoryFiles in the order in which dnf reads them
 * @param variables fills in the variables of their options
 * @param files finds the file of this machine that steps see at a path, should it be on a volume
 */
public record StepView(
        List<RepositoryFile> repositoryFiles, UnaryOperator<String> variables, Function<Path, Optional<Path>> files) {

    public StepView {
        repositoryFiles = List.copyOf(repositoryFiles);
    }
}

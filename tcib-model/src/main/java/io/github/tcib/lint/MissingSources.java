package io.github.tcib.lint;

import io.github.tcib.containerfile.ContextSources;
import io.github.tcib.layout.SourceTree;
import io.github.tcib.model.ImageDefinition;
import io.github.tcib.model.Instruction;
import io.github.tcib.model.NearName;
import io.github.tcib.model.Problem;
import java.nio.file.Path;
import java.util.List;

/** Finds COPY and ADD of files that the build context will not hold. */
final class MissingSources implements Check {

    @Override
    public void check(SourceTree tree, Findings findings) {
        for (ImageDefinition image : tree.tree().graph().images()) {
            List<String> files =
                    image.contextFiles().stream().map(file -> file.target()).toList();
            for (Instruction instruction : image.instructions()) {
                for (String source : ContextSources.of(instruction)) {
                    if (!isWhole(source)
                            && files.stream().noneMatch(file -> ContextSources.takes(source, Path.of(file)))) {
                        findings.add(
                                Rule.MISSING_SOURCE,
                                Problem.of(
                                        instruction.location(),
                                        instruction.keyword() + " takes '" + source
                                                + "', which is not in the context of '" + image.name() + "'",
                                        NearName.hint(source, files)
                                                .orElse("put it beside the YAML, or name it in tcib_gather_files")));
                    }
                }
            }
        }
    }

    private static boolean isWhole(String source) {
        return Path.of("/", source).normalize().getNameCount() == 0;
    }
}

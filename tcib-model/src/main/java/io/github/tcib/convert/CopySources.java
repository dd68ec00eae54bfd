package io.github.tcib.convert;

import static java.util.stream.Collectors.joining;

import io.github.tcib.containerfile.ContextSources;
import io.github.tcib.containerfile.SourceInstruction;
import io.github.tcib.model.ContextFile;
import io.github.tcib.model.Instruction;
import io.github.tcib.model.Location;
import io.github.tcib.model.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Finds the files beside a Containerfile that its COPY and ADD instructions take, so that they can lie beside the YAML. */
final class CopySources {

    private static final int MOST_FILES = 10_000;

    private final Path context;
    private final Set<Path> containerfiles;
    private final Consumer<Problem> warnings;
    private final TreeMap<String, ContextFile> files = new TreeMap<>();

    /** @param containerfiles all that are converted: no file of a context */
    CopySources(Path context, Set<Path> containerfiles, Consumer<Problem> warnings) {
        this.context = context;
        this.containerfiles = containerfiles;
        this.warnings = warnings;
    }

    /** Reads the directory for what the instructions name. */
    List<ContextFile> read(List<SourceInstruction> instructions) throws IOException {
        for (SourceInstruction source : instructions) {
            Instruction instruction = source.instruction();
            for (String name : ContextSources.of(instruction)) {
                read(name, instruction.location());
            }
        }
        return List.copyOf(files.values());
    }

    private void read(String name, Location location) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(context)) {
            walk.filter(Files::isRegularFile)
                    .filter(file -> ContextSources.takes(name, context.relativize(file)))
                    .filter(file -> !containerfiles.contains(file) && !isHidden(context.relativize(file)))
                    .limit(MOST_FILES + 1)
                    .forEach(found::add);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        if (found.isEmpty()) {
            warnings.accept(Problem.of(
                    location, "no file '" + name + "' lies beside the Containerfile", "put it beside the YAML"));
        } else if (found.size() > MOST_FILES) {
            warnings.accept(
                    Problem.of(location, "'" + name + "' is more than " + MOST_FILES + " files; copy them yourself"));
            return;
        }
        add(found, location);
    }

    private static boolean isHidden(Path file) {
        return file.startsWith(".git") || file.startsWith(".svn") || file.startsWith(".hg");
    }

    private void add(List<Path> found, Location location) {
        TreeSet<String> yaml = new TreeSet<>();
        for (Path file : found) {
            String target = context.relativize(file).toString().replace('\\', '/');
            if (target.endsWith(".yaml") || target.endsWith(".yml")) {
                yaml.add(target);
            } else {
                files.put(target, ContextFile.ofLayout(target, file));
            }
        }
        if (!yaml.isEmpty()) {
            warnings.accept(Problem.of(
                    location,
                    "not taken along, since YAML in a layout is variables: "
                            + yaml.stream().collect(joining(", ")),
                    "give the files another ending, also in the instruction"));
        }
    }
}

package io.github.tcib.maven;

import io.github.tcib.build.ProjectFacts;
import io.github.tcib.process.Command;
import io.github.tcib.process.CommandRunner;
import io.github.tcib.process.Outcome;
import java.io.File;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.project.MavenProject;

/** Finds out what images say of the project they come from. */
final class ProjectFactsReader {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private ProjectFactsReader() {}

    /**
     * Reads version, commit and time.
     *
     * @param outputTimestamp as Maven's guide to reproducible builds has it: ISO 8601, seconds since 1970, or a single
     *     character for none
     */
    static ProjectFacts read(MavenProject project, Optional<String> outputTimestamp) throws MojoFailureException {
        Optional<String> timestamp = outputTimestamp.map(String::strip).filter(text -> text.length() > 1);
        return new ProjectFacts(
                project.getVersion(),
                readRevision(Optional.ofNullable(project.getBasedir())),
                timestamp.isPresent() ? Optional.of(instantOf(timestamp.get())) : Optional.empty());
    }

    static Instant instantOf(String text) throws MojoFailureException {
        try {
            return text.chars().allMatch(Character::isDigit)
                    ? Instant.ofEpochSecond(Long.parseLong(text))
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException | NumberFormatException e) {
            throw new MojoFailureException(
                    "project.build.outputTimestamp: '" + text + "' is no time;"
                            + " use seconds since 1970 or ISO 8601, such as 2026-01-31T12:00:00Z",
                    e);
        }
    }

    /** The commit that is checked out; empty without git or outside a repository. */
    private static Optional<String> readRevision(Optional<File> directory) {
        if (directory.isEmpty()) {
            return Optional.empty();
        }
        List<String> lines = new ArrayList<>();
        Command git = Command.of("git", "-C", directory.get().getPath(), "rev-parse", "--verify", "HEAD");
        try {
            Outcome outcome = new CommandRunner(PATIENCE).run(git, PATIENCE, lines::add, line -> {});
            return outcome.equals(new Outcome.Exited(0)) ? lines.stream().findFirst() : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}

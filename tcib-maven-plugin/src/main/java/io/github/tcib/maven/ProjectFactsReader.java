package io.github.tcib.maven;

import io.github.tcib.build.GitRevision;
import io.github.tcib.build.ProjectFacts;
import java.io.File;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.project.MavenProject;

/** Finds out what images say of the project they come from. */
final class ProjectFactsReader {

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
                Optional.ofNullable(project.getBasedir()).map(File::toPath).flatMap(GitRevision::read),
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
}

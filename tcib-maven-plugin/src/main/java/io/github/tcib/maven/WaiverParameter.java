package io.github.tcib.maven;

import io.github.tcib.size.Glob;
import io.github.tcib.size.Waiver;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.jspecify.annotations.Nullable;

/** A waiver as it stands in the POM. */
public final class WaiverParameter {

    /** Names or globs of the images, or the name of the profile; without any it is for the set and everything in it. */
    private List<String> images = List.of();

    /** The limit that is waived, such as {@code maxSize}; without one, all are. */
    private @Nullable String limit;

    /** Why; it is told in reports. */
    private @Nullable String reason;

    /** The last day on which it holds, such as 2026-12-31. */
    private @Nullable String until;

    Waiver waiver() throws MojoFailureException {
        if (reason == null || reason.isBlank()) {
            throw new MojoFailureException("a waiver needs a <reason>, which reports tell");
        }
        if (until == null) {
            throw new MojoFailureException(
                    "the waiver '" + reason + "' needs <until>, its last day, such as 2026-12-31");
        }
        try {
            return new Waiver(
                    Glob.all(images.isEmpty() ? List.of("*") : images),
                    Optional.ofNullable(limit),
                    reason.strip(),
                    LocalDate.parse(until.strip()));
        } catch (DateTimeParseException e) {
            throw new MojoFailureException(
                    "the waiver '" + reason + "': '" + until + "' is no date; write it as 2026-12-31", e);
        }
    }
}

package io.github.tcib.size;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Lets breaches pass for a time.
 *
 * @param images names or globs of the images, or of the profile; {@code *} for the set
 * @param limit the limit's word; empty for all limits
 * @param reason why, told in reports
 * @param until the last day on which it holds
 */
public record Waiver(List<Glob> images, Optional<String> limit, String reason, LocalDate until) {

    public Waiver {
        images = List.copyOf(images);
    }

    boolean concerns(String subject, Budget.Limit breached) {
        return images.stream().anyMatch(glob -> glob.matches(subject))
                && (limit.isEmpty() || limit.get().equals(breached.word()));
    }
}

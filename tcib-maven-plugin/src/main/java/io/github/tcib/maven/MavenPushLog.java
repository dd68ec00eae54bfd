package io.github.tcib.maven;

import io.github.tcib.model.Counted;
import io.github.tcib.push.PushLog;
import io.github.tcib.push.PushResult;
import io.github.tcib.push.PushStatus;
import io.github.tcib.push.PushedImage;
import io.github.tcib.push.Traffic;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.maven.plugin.logging.Log;

/** Tells a push to Maven's log. */
final class MavenPushLog implements PushLog {

    private static final double MEGA = 1e6;

    private final Log log;

    MavenPushLog(Log log) {
        this.log = log;
    }

    @Override
    public void done(PushedImage image, int done, int total) {
        String line = "[" + done + "/" + total + "] " + image.image().title() + "  "
                + image.status().word();
        if (image.status() == PushStatus.FAILED) {
            log.error(line + ": " + image.reason());
        } else if (!image.platforms().isEmpty()) {
            log.info(line + "  index of " + Counted.of(image.platforms().size(), "platform")
                    + image.manifest().map(manifest -> "  " + manifest.digest()).orElse(""));
        } else if (image.status() != PushStatus.SKIPPED) {
            log.info(line + "  " + seconds(image) + " s  " + wording(image.traffic())
                    + image.manifest().map(manifest -> "  " + manifest.digest()).orElse(""));
        }
    }

    @Override
    public void notice(String text) {
        log.warn(text);
    }

    void summary(PushResult result) {
        log.info((result.dryRun() ? "Would push " : "In the registry: ")
                + Counted.of(result.images().size(), "image") + "; " + wording(result.traffic()) + "; "
                + String.format(Locale.ROOT, "%.1f s", result.duration().toMillis() / 1000.0));
    }

    String wordingOfMissing(PushResult result) {
        return result.missing().size() + " of " + Counted.of(result.images().size(), "image")
                + (result.missing().size() == 1 ? " is" : " are") + " not in the registry:\n"
                + result.missing().stream()
                        .map(image -> "  " + image.image().title() + ": "
                                + (image.status() == PushStatus.SKIPPED ? "not tried, " : "") + image.reason())
                        .collect(Collectors.joining("\n"))
                + "\nRun it again: what is there is not sent again.";
    }

    private static String seconds(PushedImage image) {
        return String.format(Locale.ROOT, "%.1f", image.duration().toMillis() / 1000.0);
    }

    private static String wording(Traffic traffic) {
        return String.format(
                Locale.ROOT,
                "%.1f MB sent, %.1f MB mounted, %.1f MB there",
                traffic.sent() / MEGA,
                traffic.mounted() / MEGA,
                traffic.skipped() / MEGA);
    }
}

package io.github.tcib.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tcib.build.StoredImage;
import io.github.tcib.patch.PackageChange;
import io.github.tcib.patch.Patch;
import io.github.tcib.patch.PatchRequest;
import io.github.tcib.patch.PatchResult;
import io.github.tcib.patch.PatchStatus;
import io.github.tcib.patch.PatchTarget;
import io.github.tcib.patch.PatchedImage;
import io.github.tcib.rpm.RpmVersion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PatchConsoleTest {

    private final List<String> lines = new ArrayList<>();
    private final PatchConsole console = new PatchConsole(new Sink() {
        @Override
        public void info(String line) {
            lines.add("I " + line);
        }

        @Override
        public void warn(String line) {
            lines.add("W " + line);
        }

        @Override
        public void error(String line) {
            lines.add("E " + line);
        }
    });

    private static PatchedImage image(String name, PatchStatus status, String reason, PackageChange... changes) {
        return new PatchedImage(
                new PatchTarget("host/" + name + ":1", "host/" + name + ":1-fix"),
                status,
                reason,
                List.of(changes),
                List.of(),
                status == PatchStatus.PATCHED
                        ? Optional.of(new StoredImage("id", "sha256:12", 1, Optional.empty(), List.of()))
                        : Optional.empty(),
                Duration.ofMillis(2100),
                Path.of("target/logs/" + name + ".log"));
    }

    private static final PatchedImage API = image(
            "api",
            PatchStatus.PATCHED,
            "",
            new PackageChange(
                    "openstack-api",
                    "noarch",
                    Optional.of(new RpmVersion(1, "1.0", "1")),
                    Optional.of(new RpmVersion(1, "1.1", "1"))),
            new PackageChange("lib", "noarch", Optional.empty(), Optional.of(new RpmVersion(0, "2", "1"))),
            new PackageChange("old", "noarch", Optional.of(new RpmVersion(0, "2", "1")), Optional.empty()));
    private static final PatchedImage DB = image("db", PatchStatus.UNCHANGED, "none of the RPMs applies");
    private static final PatchedImage LOST = image("lost", PatchStatus.FAILED, "dnf: no");

    @Test
    void showsWhatChangedAndAtTheEndEveryImage() {
        console.prepared(API, 1, 3);
        console.prepared(DB, 2, 3);
        console.prepared(LOST, 3, 3);
        console.ended(new PatchResult("hotfix", List.of(API, DB, LOST), List.of(), Duration.ofSeconds(5)));

        assertThat(lines)
                .containsExactly(
                        "I [1/3] host/api:1  2.1 s  3 packages",
                        "I   openstack-api  1:1.0-1 -> 1:1.1-1",
                        "I   lib            new     -> 2-1",
                        "I   old            2-1     -> removed",
                        "I [2/3] host/db:1  2.1 s  unchanged: none of the RPMs applies",
                        "E [3/3] host/lost:1  2.1 s  failed: dnf: no",
                        "E   the log is target/logs/lost.log",
                        "I results:",
                        "I   host/api:1   patched       2.1 s  host/api:1-fix  sha256:12",
                        "I   host/db:1    unchanged     2.1 s  none of the RPMs applies",
                        "I   host/lost:1  failed        2.1 s  dnf: no",
                        "I 1 patched, 1 unchanged, 1 failed in 5.0 s");
    }

    @Test
    void saysWhatItWillDo() {
        console.started(new PatchRequest(
                new Patch.Update(List.of("nova-*", "glance"), List.of()),
                List.of(API.target()),
                new PatchRequest.Surroundings(Optional.empty(), List.of(), "host"),
                1,
                Duration.ZERO,
                Path.of("target")));

        assertThat(lines).containsExactly("I 1 image, updating nova-*, glance");
    }

    @Test
    void leavesARefusalToTheGoalsFailure() {
        console.ended(new PatchResult("hotfix", List.of(DB), List.of("a.rpm: not needed"), Duration.ofSeconds(5)));

        assertThat(lines).isEmpty();
    }
}

package io.github.tcib.patch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DnfTest {

    @Test
    void findsTheErrorAmongWhatIsPrinted() {
        assertThat(Dnf.reasonIn(List.of(
                        "(process:6): GLib-CRITICAL **: something",
                        "",
                        "Error: ",
                        " Problem: conflicting requests",
                        "  - nothing provides libnew >= 2 needed by app-1.1-1.el9.noarch",
                        "(try to add '--skip-broken' to skip uninstallable packages)",
                        "Error: while running runtime: exit status 1")))
                .isEqualTo(
                        "Problem: conflicting requests - nothing provides libnew >= 2 needed by app-1.1-1.el9.noarch");
        assertThat(Dnf.reasonIn(List.of("Error: Unknown repo: 'x'", "Error: while running runtime: exit status 1")))
                .isEqualTo("Unknown repo: 'x'");
    }

    @Test
    void takesTheLastLineWhenNoneIsCalledAnError() {
        assertThat(Dnf.reasonIn(List.of("one", "two", "", "Error: while running runtime: exit status 9")))
                .isEqualTo("two");
        assertThat(Dnf.reasonIn(List.of())).isEqualTo("it printed nothing");
    }

    @Test
    void aHotfixSeesNoRepositoryUnlessItIsAskedTo() {
        List<Path> rpms = List.of(Path.of("/tmp/a.rpm"));
        assertThat(Dnf.upgradeTo(rpms, false, true))
                .contains("--disablerepo=*")
                .endsWith("upgrade", "/tmp/a.rpm")
                .noneMatch(word -> word.contains("reposdir"));
        assertThat(Dnf.upgradeTo(rpms, true, true))
                .doesNotContain("--disablerepo=*")
                .contains("--setopt=reposdir=/tmp/tcib/repos.d");
        assertThat(Dnf.upgradeTo(rpms, true, false)).noneMatch(word -> word.contains("reposdir"));
    }
}

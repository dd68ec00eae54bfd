package io.github.tcib.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packages by the names that rpm and dnf give them. */
class NevraTest {

    static Nevra nevra(String text) {
        return Nevra.parse(text).orElseThrow();
    }

    @Test
    void readsWhatDnfWrites() {
        assertThat(nevra("python3-dnf-plugins-core-0:4.3.0-13.el9.noarch"))
                .isEqualTo(new Nevra("python3-dnf-plugins-core", 0, "4.3.0", "13.el9", "noarch"))
                .hasToString("python3-dnf-plugins-core-4.3.0-13.el9.noarch");
        assertThat(nevra("openssl-libs-1:3.2.2-6.el9~1^git.x86_64"))
                .isEqualTo(new Nevra("openssl-libs", 1, "3.2.2", "6.el9~1^git", "x86_64"))
                .hasToString("openssl-libs-1:3.2.2-6.el9~1^git.x86_64");
        assertThat(nevra("libstdc++-11.5.0-2.el9.x86_64").name()).isEqualTo("libstdc++");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bash", "bash-5.1.noarch", "bash 5.1-2.noarch", "bash-x:5.1-2.noarch", "bash-5.1-2"})
    void refusesWhatIsNoPackage(String text) {
        assertThat(Nevra.parse(text)).isEmpty();
    }

    /** Cases of rpm's documentation and of rpmvercmp's own tests, as facts. */
    @ParameterizedTest
    @CsvSource({
        "1.0,1.0,0",
        "1.0,2.0,-1",
        "2.0.1a,2.0.1,1",
        "5.5p1,5.5p10,-1",
        "10xyz,10.1xyz,-1",
        "xyz10,xyz10.1,-1",
        "xyz.4,8,-1",
        "1.2,1.10,-1",
        "1.05,1.5,0",
        "1_0,1.0,0",
        "1.0~rc1,1.0,-1",
        "1.0~rc1,1.0~rc2,-1",
        "1.0~rc1~git1,1.0~rc1,-1",
        "1.0^,1.0,1",
        "1.0^git1,1.0,1",
        "1.0^git1,1.01,-1",
        "1.0^git1,1.0.1,-1",
        "1.0~rc1^git1,1.0~rc1,1",
        "1.0^git1~pre,1.0^git1,-1",
        "20240101,2024010,1",
        "a,1,-1",
    })
    void comparesVersionsAsRpmDoes(String one, String other, int expected) {
        Nevra first = nevra("a-" + one + "-1.noarch");
        Nevra second = nevra("a-" + other + "-1.noarch");
        assertThat(Integer.signum(first.compareVersions(second))).isEqualTo(expected);
        assertThat(Integer.signum(second.compareVersions(first))).isEqualTo(-expected);
    }

    @Test
    void anEpochBeatsAVersion() {
        assertThat(nevra("a-1:1-1.noarch").compareVersions(nevra("a-2-1.noarch")))
                .isPositive();
        assertThat(nevra("a-1-2.noarch").compareVersions(nevra("a-1-10.noarch")))
                .isNegative();
    }

    @Test
    void theOrderIsTotalWhateverTheVersions() {
        Random random = new Random(7);
        String alphabet = "01a.~^_";
        for (int i = 0; i < 20_000; i++) {
            Nevra a = any(random, alphabet);
            Nevra b = any(random, alphabet);
            Nevra c = any(random, alphabet);
            assertThat(Integer.signum(a.compareTo(b))).isEqualTo(-Integer.signum(b.compareTo(a)));
            assertThat(a.compareTo(b) == 0).isEqualTo(a.equals(b));
            if (a.compareTo(b) <= 0 && b.compareTo(c) <= 0) {
                assertThat(a.compareTo(c)).as("%s, %s, %s", a, b, c).isNotPositive();
            }
        }
    }

    private static Nevra any(Random random, String alphabet) {
        StringBuilder version = new StringBuilder();
        for (int i = random.nextInt(5); i >= 0; i--) {
            version.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return new Nevra("a", random.nextInt(2), version.toString(), "1", "noarch");
    }
}

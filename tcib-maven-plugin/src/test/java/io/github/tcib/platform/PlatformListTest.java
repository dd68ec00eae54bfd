package io.github.tcib.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tcib.oci.OciException;
import io.github.tcib.oci.Platform;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformListTest {

    @Test
    void readsPlatformsInTheirOrder() throws Exception {
        assertThat(PlatformList.parse(
                        List.of("linux/s390x", " linux/amd64 ", "linux/arm/v6", "linux/arm/v7", "linux/ppc64le")))
                .containsExactly(
                        new Platform("linux", "s390x", ""),
                        new Platform("linux", "amd64", ""),
                        new Platform("linux", "arm", "v6"),
                        new Platform("linux", "arm", "v7"),
                        new Platform("linux", "ppc64le", ""));
        assertThat(PlatformList.parse(List.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "arm64, linux/arm64",
        "aarch64, linux/arm64",
        "linux/aarch64, linux/arm64",
        "Linux/ARM64, linux/arm64",
        "linux-arm64, linux/arm64",
        "linux/arm46, linux/arm64",
        "linx/arm64, linux/arm64",
        "linux/arm64v8, linux/arm64",
        "linux/x86_64, linux/amd64",
        "x86_64, linux/amd64",
        "linux/amd46, linux/amd64",
        "linux/aarch64/v8, linux/arm64/v8",
        "linux/armhf, linux/arm/v7",
        "linux/s390, linux/s390x",
        "ppc64el, linux/ppc64le",
        "linux/arm64/8, linux/arm64",
        "windows/amd64, linux/amd64"
    })
    void suggestsWhatWasMeant(String text, String meant) {
        assertThatThrownBy(() -> PlatformList.parse(List.of("linux/riscv64", text)))
                .isInstanceOf(OciException.class)
                .hasMessage("'" + text + "' is not a platform that images are built for; did you mean " + meant + "?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"everything", "linux", "linux/", "/", "", "linux//v8", "a/b/c/d"})
    void saysHowAPlatformIsWrittenWhereNothingIsNear(String text) {
        assertThatThrownBy(() -> PlatformList.parse(List.of(text)))
                .isInstanceOf(OciException.class)
                .hasMessage("'" + text + "' is not a platform that images are built for; write linux/architecture, such"
                        + " as linux/amd64 or linux/arm64");
    }

    @Test
    void refusesTheSamePlatformTwice() {
        assertThatThrownBy(() -> PlatformList.parse(List.of("linux/arm64", "linux/amd64", "linux/arm64")))
                .hasMessage("'linux/arm64' is there twice; name each platform once");
        assertThatThrownBy(() -> PlatformList.parse(List.of("linux/arm64", "linux/arm64/v8")))
                .hasMessage("'linux/arm64' and 'linux/arm64/v8' are the same platform; name one of them");
        assertThatThrownBy(() -> PlatformList.parse(List.of("linux/arm/v7", "linux/arm")))
                .hasMessage("'linux/arm/v7' and 'linux/arm' are the same platform; name one of them");
    }

    @Test
    void givesBackAnyTextThatItAcceptsAndRefusesAllOthersInWords() throws Exception {
        Random random = new Random(8);
        List<String> parts =
                List.of("linux", "arm", "arm64", "amd64", "/", "/", "v8", "v", "7", "-", "x86_64", " ", "é");
        int accepted = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            int length = 1 + random.nextInt(6);
            for (int part = 0; part < length; part++) {
                text.append(parts.get(random.nextInt(parts.size())));
            }
            try {
                assertThat(PlatformList.parse(List.of(text.toString())).get(0))
                        .hasToString(text.toString().strip());
                accepted++;
            } catch (OciException e) {
                assertThat(e).hasMessageContaining("is not a platform that images are built for; ");
            }
        }
        assertThat(accepted).isPositive();
    }
}

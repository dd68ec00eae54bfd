package io.github.tcib.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import org.cyclonedx.model.LicenseChoice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts are of SPDX. */
class SpdxLicensesTest {

    private final SpdxLicenses licenses = SpdxLicenses.read();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MIT",
                "GPL-2.0-or-later AND LGPL-2.1-or-later",
                "GPL-2.0-or-later WITH Bison-exception-2.2",
                "(MIT OR Apache-2.0) AND (BSD-3-Clause)",
                "LicenseRef-Fedora-Public-Domain AND Apache-1.1+",
                "((MIT))"
            })
    void takesExpressionsOfListedLicenses(String text) {
        assertThat(licenses.isExpression(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GPLv2+",
                "MIT and ISC",
                "MIT AND",
                "AND MIT",
                "(MIT",
                "MIT)",
                "()",
                "MIT WITH",
                "MIT ISC",
                "MIT AND Nonsense",
                "LicenseRef-"
            })
    void takesNothingElse(String text) {
        assertThat(licenses.isExpression(text)).isFalse();
    }

    @Test
    void namesWhatIsNotOfSpdx() {
        assertThat(licenses.choiceOf("MIT").getLicenses().get(0).getId()).isEqualTo("MIT");
        assertThat(licenses.choiceOf("GPLv2+ and LGPLv2+").getLicenses().get(0).getName())
                .isEqualTo("GPLv2+ and LGPLv2+");
        LicenseChoice expression = licenses.choiceOf("MIT OR ISC");
        assertThat(expression.getExpression().getValue()).isEqualTo("MIT OR ISC");
        assertThat(expression.getLicenses()).isNullOrEmpty();
    }

    /** What a package calls its license may be anything. */
    @Test
    void takesNoHeapOfParenthesesForAnExpression() {
        String heap = "(".repeat(1_000_000);
        assertThat(SpdxLicenses.read().isExpression(heap + "MIT" + heap.replace('(', ')')))
                .isFalse();
    }
}

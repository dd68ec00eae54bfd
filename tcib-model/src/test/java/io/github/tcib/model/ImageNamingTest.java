package io.github.tcib.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageNamingTest {

    private static final ImageName NAME = new ImageName("nova-api");

    @Test
    void joinsRegistryNamespacePrefixNameAndTag() {
        assertThat(new ImageNaming("r.example:5000", "a/b", "openstack", "t").referenceOf(NAME))
                .isEqualTo("r.example:5000/a/b/openstack-nova-api:t");
    }

    @Test
    void leavesOutWhatIsEmpty() {
        assertThat(new ImageNaming("", "", "", "t").referenceOf(NAME)).isEqualTo("nova-api:t");
    }

    @Test
    void acceptsWhatTheDistributionSpecAccepts() {
        assertThat(new ImageNaming("localhost", "a-b__c/d.e", "p", "v1.0_x-Y").faults())
                .isEmpty();
        assertThat(new ImageNaming("[::1]:5000", "", "", "t").faults()).isEmpty();
    }

    @Test
    void namesEveryFault() {
        assertThat(new ImageNaming("http://x", "A", "b_", "a/b").faults()).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "-a", "a-", "a..b", "a_-b", "a b", "a/b", "caf\u00e9", "a___b"})
    void refusesNamesThatAreNoPathComponent(String name) {
        assertThat(ImageName.isValid(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "nova-api", "a--b", "a__b", "a.b", "9"})
    void acceptsNamesThatAreAPathComponent(String name) {
        assertThat(ImageName.isValid(name)).isTrue();
    }

    @Test
    void allowsNamesOf128Characters() {
        assertThat(ImageName.isValid("a".repeat(128))).isTrue();
        assertThat(ImageName.isValid("a".repeat(129))).isFalse();
    }

    @Test
    void tellsNamesApartByTheirText() {
        assertThat(new ImageName("a")).isEqualTo(new ImageName("a")).hasSameHashCodeAs("a");
        assertThat(new ImageName("a")).isNotEqualTo(new ImageName("b")).isLessThan(new ImageName("b"));
    }
}

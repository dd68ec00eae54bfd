package io.github.tcib.size.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryPlaceTest {

    @ParameterizedTest
    @CsvSource({
        "2026-10, localhost:5000/tcib/openstack-base:2026-10",
        "r.example/ns:old, r.example/ns/openstack-base:old",
        "r.example:5000/a/b:old, r.example:5000/a/b/openstack-base:old",
        "r.example/ns, r.example/ns/openstack-base:new",
        "r.example:5000/, r.example:5000/openstack-base:new"
    })
    void takesTheLastPartOfEachImage(String place, String reference) throws Exception {
        assertThat(RegistryPlace.parse(place).referenceFor("localhost:5000/tcib/openstack-base:new"))
                .isEqualTo(reference);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "/ns:old", "r.example:5000", "a:b:c", "r.example/UPPER:1", "-old", "r.example/ns:"})
    void refusesWhatIsNoPlace(String place) {
        assertThatThrownBy(() -> RegistryPlace.parse(place)).hasMessageContaining("'");
    }

    @Test
    void knowsItsRegistry() throws Exception {
        assertThat(RegistryPlace.parse("r.example:5000/ns:1").registry("other")).isEqualTo("r.example:5000");
        assertThat(RegistryPlace.parse("1").registry("other")).isEqualTo("other");
        assertThat(RegistryPlace.ofTheReferences().referenceFor("r.example/a/b:1"))
                .isEqualTo("r.example/a/b:1");
    }
}

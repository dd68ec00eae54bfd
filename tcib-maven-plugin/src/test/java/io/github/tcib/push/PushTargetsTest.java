package io.github.tcib.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tcib.registry.ImageReference;
import io.github.tcib.registry.RegistryException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PushTargetsTest {

    private static final BuiltImage IMAGE =
            new BuiltImage("nova", "localhost/ns/openstack-nova:dev", Optional.empty(), "d", "i");

    @Test
    void goesWhereTheReferenceSays() throws Exception {
        assertThat(of(new PushTargets(Optional.empty(), Optional.empty(), List.of())))
                .containsExactly("localhost/ns/openstack-nova:dev");
    }

    @Test
    void replacesRegistryAndTagAndAddsTags() throws Exception {
        assertThat(of(new PushTargets(Optional.of("r.example:5000/team"), Optional.of("1"), List.of("1.0", "1"))))
                .containsExactly(
                        "r.example:5000/team/ns/openstack-nova:1", "r.example:5000/team/ns/openstack-nova:1.0");
    }

    @Test
    void refusesWhatCannotBeATag() {
        assertThatThrownBy(() -> of(new PushTargets(Optional.empty(), Optional.of("a b"), List.of())))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("'a b' is not a tag");
    }

    private static List<String> of(PushTargets targets) throws Exception {
        return targets.of(IMAGE).stream().map(ImageReference::toString).toList();
    }
}

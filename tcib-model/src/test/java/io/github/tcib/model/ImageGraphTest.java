package io.github.tcib.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The order of building, and who is whose ancestor. */
class ImageGraphTest {

    private final ImageGraph graph = graph("z", "b<z", "a<z", "c<b", "d<c", "other");

    @Test
    void putsParentsBeforeChildrenAndOneDepthInTheOrderOfNames() {
        assertThat(graph.images())
                .extracting(image -> image.name().value())
                .containsExactly("other", "z", "a", "b", "c", "d");
    }

    @Test
    void knowsTheRelationsOfAnImage() {
        assertThat(graph.parentOf(name("c"))).contains(name("b"));
        assertThat(graph.parentOf(name("z"))).isEmpty();
        assertThat(graph.childrenOf(name("z"))).containsExactly(name("a"), name("b"));
        assertThat(graph.ancestorsOf(name("d"))).containsExactly(name("c"), name("b"), name("z"));
        assertThat(graph.ancestorsOf(name("z"))).isEmpty();
        assertThat(graph.descendantsOf(name("z"))).containsExactly(name("a"), name("b"), name("c"), name("d"));
        assertThat(graph.descendantsOf(name("d"))).isEmpty();
        assertThat(graph.contains(name("d"))).isTrue();
        assertThat(graph.contains(name("e"))).isFalse();
    }

    @Test
    void refusesANameThatIsNotThere() {
        assertThatThrownBy(() -> graph.image(name("e"))).hasMessage("there is no image 'e'");
        assertThatThrownBy(() -> graph.childrenOf(name("e"))).hasMessage("there is no image 'e'");
    }

    @Test
    void refusesWhatIsNoTree() {
        assertThatThrownBy(() -> graph("a", "a")).hasMessage("two images have the name 'a'");
        assertThatThrownBy(() -> graph("a", "b<c")).hasMessage("the parent 'c' of image 'b' is not in the tree");
        assertThatThrownBy(() -> graph("a", "b<d", "c<b", "d<c"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("images are their own ancestors: b, c, d");
    }

    @Test
    void findsTheScriptThatAShellRuns() {
        assertThat(script(new Arguments.Text("a && b"))).isEqualTo("a && b");
        assertThat(script(new Arguments.Exec(List.of("sh", "-ec", "a && b")))).isEqualTo("a && b");
        assertThat(script(new Arguments.Exec(List.of("dnf", "install", "vim")))).isEqualTo("dnf install vim");
        assertThat(script(new Arguments.Exec(List.of("sh", "-c", "a", "$0")))).isEqualTo("sh -c a $0");
    }

    private static String script(Arguments arguments) {
        return new Instruction.Run(arguments, Location.of("f")).script();
    }

    /** Images such as {@code child<parent}. */
    private static ImageGraph graph(String... images) {
        return ImageGraph.of(Arrays.stream(images).map(ImageGraphTest::image).toList());
    }

    private static ImageDefinition image(String text) {
        String[] names = text.split("<", -1);
        Parent parent = names.length > 1
                ? new Parent.InTree(name(names[1]), "r/" + names[1])
                : new Parent.External("centos:stream9");
        return new ImageDefinition(
                name(names[0]), names[0], "r/" + names[0], parent, List.of(), List.of(), Location.of("f"));
    }

    private static ImageName name(String value) {
        return new ImageName(value);
    }
}

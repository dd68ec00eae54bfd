package io.github.tcib.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What makes a drawing tidy, on any tree. */
class TidyLayoutTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void keepsNodesApartAndParentsInTheMiddle(long seed) {
        Random random = new Random(seed);
        List<TreeNode> roots = List.of(anyTree(random, 5), anyTree(random, 4), anyTree(random, 0));
        List<TidyLayout.Place> places = TidyLayout.of(roots);
        IdentityHashMap<TreeNode, TidyLayout.Place> byNode = new IdentityHashMap<>();
        places.forEach(place -> byNode.put(place.node(), place));

        Map<Integer, Double> lastRow = new HashMap<>();
        for (TidyLayout.Place place : places) {
            assertThat(place.row()).isGreaterThanOrEqualTo(0);
            Double before = lastRow.put(place.depth(), place.row());
            assertThat(before == null || place.row() - before >= 1 - 1e-9)
                    .as("rows of one column are one apart and in order")
                    .isTrue();
            List<TreeNode> children = place.node().children();
            if (!children.isEmpty()) {
                double first = byNode.get(children.get(0)).row();
                double last = byNode.get(children.get(children.size() - 1)).row();
                assertThat(place.row()).isCloseTo((first + last) / 2, org.assertj.core.data.Offset.offset(1e-9));
                assertThat(byNode.get(children.get(0)).depth()).isEqualTo(place.depth() + 1);
            }
        }
    }

    @Test
    void movesASubtreeUpBesideAShallowOne() {
        TreeNode deep = node(List.of(node(List.of()), node(List.of()), node(List.of())));
        TreeNode shallow = node(List.of());
        List<TidyLayout.Place> places = TidyLayout.of(List.of(node(List.of(deep, shallow))));

        TidyLayout.Place placeOfDeep = places.get(1);
        TidyLayout.Place placeOfShallow = places.get(5);
        assertThat(placeOfShallow.node()).isSameAs(shallow);
        assertThat(placeOfShallow.row()).isEqualTo(placeOfDeep.row() + 1);
    }

    private static TreeNode anyTree(Random random, int depth) {
        List<TreeNode> children = new ArrayList<>();
        int count = depth == 0 ? 0 : random.nextInt(5);
        for (int i = 0; i < count; i++) {
            children.add(anyTree(random, depth - 1));
        }
        return node(children);
    }

    private static TreeNode node(List<TreeNode> children) {
        return new TreeNode("n", "r", true, Optional.empty(), Measurement.NONE, children);
    }
}

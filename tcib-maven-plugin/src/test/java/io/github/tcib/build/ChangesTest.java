package io.github.tcib.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ChangesTest {

    @Test
    void packagesAreNamedAsLongAsTheyAreFew() {
        assertThat(changes(key("package a", "1", "package b", "1"), key("package a", "2", "package c", "1")))
                .containsExactly("package a changed", "package b is gone", "package c is new");
        assertThat(changes(
                        key("package a", "1"),
                        key("package a", "2", "package b", "2", "package c", "2", "package d", "2", "package e", "2")))
                .containsExactly(
                        "package a changed", "package b is new", "package c is new", "2 more packages changed");
    }

    @Test
    void aLockIsSaidAsOneChange() {
        ImageKey free = key("repository app", "1", "repository file app.repo", "1", "file motd", "1");
        ImageKey locked = key("package a", "1", "package b", "1", "file motd", "1");

        assertThat(changes(free, locked)).containsExactly("its packages are locked now");
        assertThat(changes(locked, free)).containsExactly("its packages are no longer locked");
    }

    private static List<String> changes(ImageKey before, ImageKey now) {
        return Changes.between(BuildHistory.LastBuild.of(before, Duration.ZERO), now);
    }

    private static ImageKey key(String... namesAndStates) {
        SortedMap<String, Ingredient> ingredients = new TreeMap<>();
        for (int i = 0; i < namesAndStates.length; i += 2) {
            ingredients.put(namesAndStates[i], Ingredient.of(namesAndStates[i + 1]));
        }
        return new ImageKey(List.of(), ingredients);
    }
}

package io.github.tcib.build;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an image is built from. Two images with the same key have the same content as far as the tree decides it; time, version
 * and revision are not part of it.
 *
 * @param steps the instructions in order
 * @param ingredients what else flows into the image, by a name for people such as {@code file motd}
 */
public record ImageKey(List<Step> steps, SortedMap<String, Ingredient> ingredients) {

    /** The label that carries {@link #value} in the image. */
    public static final String LABEL = "io.github.tcib.key";

    /** How the names of ingredients begin that are locked packages. */
    public static final String PACKAGE = "package ";

    /** How the names of ingredients begin that are package repositories, or their files. */
    public static final String REPOSITORY = "repository ";

    public ImageKey {
        steps = List.copyOf(steps);
        ingredients = Collections.unmodifiableSortedMap(new TreeMap<>(ingredients));
    }

    /** The key as SHA-256 in hexadecimal. */
    public String value() {
        StringBuilder text = new StringBuilder("tcib 1\n");
        steps.forEach(step -> text.append("step ").append(step.digest()).append('\n'));
        ingredients.forEach((name, ingredient) -> text.append(name.length())
                .append(' ')
                .append(name)
                .append('\n')
                .append(Sha256.of(ingredient.value()))
                .append('\n'));
        return Sha256.of(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Whether the state of everything could be found out. */
    public boolean isKnown() {
        return ingredients.values().stream().allMatch(Ingredient::known);
    }

    /**
     * One instruction.
     *
     * @param line its line in the Containerfile, from 1
     * @param keyword the verb, such as {@code RUN}
     * @param digest of its text
     */
    public record Step(int line, String keyword, String digest) {}
}

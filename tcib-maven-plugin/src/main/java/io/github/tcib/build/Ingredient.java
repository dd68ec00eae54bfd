package io.github.tcib.build;

/**
 * The state of one thing that flows into an image.
 *
 * @param value a text or digest that changes when the thing does
 * @param known false when the state could not be found out, so that the image has to be built
 */
public record Ingredient(String value, boolean known) {

    /** The state of something that was read. */
    public static Ingredient of(String value) {
        return new Ingredient(value, true);
    }

    /** The state of something that could not be read. */
    public static Ingredient unknown() {
        return new Ingredient("unknown", false);
    }
}

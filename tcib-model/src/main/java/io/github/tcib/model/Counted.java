package io.github.tcib.model;

/** Numbers of things in messages. */
public final class Counted {

    private Counted() {}

    /** Such as {@code 1 image} or {@code 4 images}, for a noun that takes an s. */
    public static String of(long count, String noun) {
        return of(count, noun, noun + "s");
    }

    /** Such as {@code 1 repository} or {@code 2 repositories}; the words may go on with their verb. */
    public static String of(long count, String one, String several) {
        return count + " " + (count == 1 ? one : several);
    }
}

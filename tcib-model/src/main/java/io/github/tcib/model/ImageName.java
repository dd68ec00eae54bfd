package io.github.tcib.model;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of an image in the layout, which is the name of its directory (reference behaviour). It becomes the end of a
 * repository name, so it keeps to the characters of OCI distribution-spec 1.1, "Pulling manifests".
 *
 * @param value such as {@code nova-api}
 */
public record ImageName(String value) implements Comparable<ImageName> {

    private static final Pattern COMPONENT = Pattern.compile("[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*");
    private static final int LONGEST = 128;

    /** @throws IllegalArgumentException when the text cannot be part of a repository name */
    public ImageName {
        if (!isValid(value)) {
            throw new IllegalArgumentException("'" + value + "' is not a valid image name: " + rule());
        }
    }

    /** Whether a text can be the name of an image. */
    public static boolean isValid(String text) {
        return text.length() <= LONGEST && COMPONENT.matcher(text).matches();
    }

    /** What {@link #isValid} asks for, worded for an error message. */
    public static String rule() {
        return "use lower-case letters and digits, with single '.', '_', '__' or any number of '-' between them, at most "
                + LONGEST + " characters";
    }

    /** Written out: what the platform makes for records is put together at run time, and every goal would wait for it. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ImageName name && value.equals(name.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public int compareTo(ImageName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

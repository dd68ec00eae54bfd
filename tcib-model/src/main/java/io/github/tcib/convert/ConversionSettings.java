package io.github.tcib.convert;

import io.github.tcib.model.ImageNaming;
import java.nio.file.Path;

/**
 * What to convert, and what the layout will be generated with.
 *
 * @param source a Containerfile, or a folder with Containerfiles at any depth
 * @param target the layout's root; may not exist yet
 * @param shownFrom paths in messages are relative to this directory when they lie below it
 * @param base {@code tcib.base}: an image built on it needs no {@code tcib_from}
 * @param naming how built images are called, by which parents are recognised
 */
public record ConversionSettings(Path source, Path target, Path shownFrom, String base, ImageNaming naming) {

    /** The name under which a file is shown to the user. */
    String shown(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        Path root = shownFrom.toAbsolutePath().normalize();
        return absolute.startsWith(root) && !absolute.equals(root)
                ? root.relativize(absolute).toString()
                : file.toString();
    }
}

package io.github.tcib.model;

import java.nio.file.Path;

/**
 * A file that an image's build context holds beside the Containerfile.
 *
 * @param target path in the context, relative, with {@code /}
 * @param source where its content is read from; absolute
 * @param gathered whether it is a file of the host, whose permissions are its own; a file of the layout has just those that
 *     version control keeps: executable or not
 */
public record ContextFile(String target, Path source, boolean gathered) {

    /** A file that lies in the layout. */
    public static ContextFile ofLayout(String target, Path source) {
        return new ContextFile(target, source, false);
    }

    /** A file of the host. */
    public static ContextFile ofHost(String target, Path source) {
        return new ContextFile(target, source, true);
    }
}

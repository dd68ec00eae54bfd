package io.github.tcib.model;

import java.nio.file.Path;

/**
 * A file that an image's build context holds beside the Containerfile.
 *
 * @param target path in the context, relative, with {@code /}
 * @param source where its content is read from; absolute
 */
public record ContextFile(String target, Path source) {}

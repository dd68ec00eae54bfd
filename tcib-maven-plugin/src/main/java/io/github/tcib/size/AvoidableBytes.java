package io.github.tcib.size;

/** What an image adds and shows of a kind that images rarely need. */
public record AvoidableBytes(Category category, long bytes, int files) {}

package io.github.tcib.push;

/**
 * The bytes of an image's blobs (layers and config), by what became of them. Bytes of failed attempts are not counted.
 *
 * @param sent to the registry
 * @param mounted from another repository of the registry
 * @param skipped since they were there
 */
public record Traffic(long sent, long mounted, long skipped) {

    static final Traffic NONE = new Traffic(0, 0, 0);

    Traffic plus(Traffic other) {
        return new Traffic(sent + other.sent, mounted + other.mounted, skipped + other.skipped);
    }
}

package io.github.tcib.repository;

import java.io.IOException;
import java.io.InputStream;

/** Metadata behind http, https and file URLs, got as the options of its repository say. */
public final class UrlMetadata implements Metadata {

    private static final int LARGEST = 32 << 20;

    private final Downloads downloads;

    public UrlMetadata(Downloads downloads) {
        this.downloads = downloads;
    }

    @Override
    public byte[] fetch(String url, RepositoryConfig repository) throws IOException {
        RepositoryAccess access =
                RepositoryAccess.read(repository.id(), repository.options(), repository.urls(), downloads.files());
        try (InputStream body = downloads.open(url, access)) {
            byte[] content = body.readNBytes(LARGEST + 1);
            if (content.length > LARGEST) {
                throw new IOException(
                        Downloads.shown(url) + " gives more than " + LARGEST + " bytes, which is the limit");
            }
            return content;
        }
    }
}

package io.github.tcib.layout;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** Why a file cannot be read, in words: of some reasons Java says only the file. */
public final class Unreadable {

    private Unreadable() {}

    /** The reason without the file's name, which the place of a problem has. */
    public static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        } else if (e instanceof NoSuchFileException) {
            return "it is gone";
        }
        return Optional.ofNullable(e instanceof FileSystemException file ? file.getReason() : e.getMessage())
                .orElseGet(() -> e.getClass().getSimpleName());
    }
}

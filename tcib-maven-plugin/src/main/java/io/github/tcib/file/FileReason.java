package io.github.tcib.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why a file cannot be read or written, for messages: of the commonest failures Java tells the path alone. */
public final class FileReason {

    private FileReason() {}

    /** The path and, behind a colon, what is the matter with it; of failures that concern no file, their message. */
    public static String of(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        return failure instanceof FileSystemException fault && message.equals(fault.getFile())
                ? message + ": " + bare(fault)
                : message;
    }

    private static String bare(FileSystemException failure) {
        if (failure instanceof NoSuchFileException) {
            return "not found";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "already there";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof NotDirectoryException) {
            return "no directory";
        }
        return failure instanceof DirectoryNotEmptyException ? "not empty" : "no access";
    }
}

package io.github.tcib.file;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why a file cannot be read or written. Java says much of it by the type of what it throws, whose message is the bare path. */
public final class FileFault {

    private FileFault() {}

    /** The reason, as a part of a sentence. */
    public static String reasonOf(IOException e) {
        if (e instanceof FileSystemException fault && fault.getReason() == null && fault.getFile() != null) {
            return reasonOf(fault, "'" + fault.getFile() + "'");
        }
        if (e instanceof FileSystemException fault && fault.getReason() != null && fault.getOtherFile() != null) {
            // of the two files of a move it is the target that stands somewhere
            return fault.getOtherFile() + ": " + fault.getReason();
        }
        if (e instanceof CharacterCodingException) {
            return "it is not text in UTF-8";
        }
        String message = e.getMessage();
        return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
    }

    private static String reasonOf(FileSystemException fault, String file) {
        if (fault instanceof NoSuchFileException) {
            return "there is no " + file;
        }
        if (fault instanceof FileAlreadyExistsException) {
            return file + " is in the way";
        }
        if (fault instanceof AccessDeniedException) {
            return file + " may not be read or written by this user";
        }
        if (fault instanceof NotDirectoryException) {
            return file + " is no directory";
        }
        if (fault instanceof DirectoryNotEmptyException) {
            return file + " is a directory that is not empty";
        }
        if (fault instanceof FileSystemLoopException) {
            return file + " leads back to a directory above it";
        }
        return file;
    }
}

package io.github.tcib.model;

import static java.util.Objects.requireNonNull;

/**
 * A place in a text file, as people and editors count it.
 *
 * @param file the path as the user knows it, or a phrase such as {@code "-Dtcib.extras"} for a value without a file
 * @param line the line, from 1; 0 when only the file is known
 * @param column the column in Unicode code points, from 1; 0 when only the line is known
 */
public record Location(String file, int line, int column) implements Comparable<Location> {

    public Location {
        requireNonNull(file);
        if (line < 0 || column < 0 || (line == 0 && column != 0)) {
            throw new IllegalArgumentException("line " + line + ", column " + column);
        }
    }

    /** A place of which only the file, or the name of the setting, is known. */
    public static Location of(String file) {
        return new Location(file, 0, 0);
    }

    /** Writes {@code file:line:column}, leaving out what is not known. */
    @Override
    public String toString() {
        if (line == 0) {
            return file;
        }
        return column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
    }

    @Override
    public int compareTo(Location other) {
        int byFile = file.compareTo(other.file);
        if (byFile != 0) {
            return byFile;
        }
        int byLine = Integer.compare(line, other.line);
        return byLine != 0 ? byLine : Integer.compare(column, other.column);
    }
}

package io.github.tcib.lock;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.tcib.file.AtomicFile;
import io.github.tcib.file.ForeignFile;
import io.github.tcib.model.Location;
import io.github.tcib.model.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The file that keeps a lock: YAML, sorted, one line a package, so that a change of it can be reviewed. */
public final class LockFile {

    /** What it is called unless the user says otherwise. */
    public static final String NAME = "tcib.lock.yaml";

    /** The version of the form that is written and read. */
    public static final int VERSION = 1;

    private final Path file;
    private final String shown;

    /** @param shown what to call the file in messages */
    public LockFile(Path file, String shown) {
        this.file = file;
        this.shown = shown;
    }

    /**
     * Reads the lock; empty when there is no file.
     *
     * @throws LockException when the file is damaged, of another version, or does not hang together
     */
    public Optional<Lock> read() throws LockException {
        try {
            String text = UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(ForeignFile.read(file)))
                    .toString();
            return Optional.of(new LockReader(shown).read(text));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (CharacterCodingException e) {
            throw new LockException(List.of(Problem.of(Location.of(shown), "is not UTF-8 text")));
        } catch (IOException e) {
            throw new LockException(
                    List.of(Problem.of(Location.of(shown), "the file cannot be read: " + e.getMessage())));
        }
    }

    /** Writes the lock, unless the file holds just that; returns whether it changed. */
    public boolean write(Lock lock) throws IOException {
        return AtomicFile.writeIfChanged(file, LockWriter.textOf(lock).getBytes(UTF_8));
    }
}

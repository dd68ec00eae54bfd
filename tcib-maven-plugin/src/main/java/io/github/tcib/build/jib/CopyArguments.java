package io.github.tcib.build.jib;

import io.github.tcib.oci.Digest;
import io.github.tcib.oci.OciException;
import io.github.tcib.oci.RootPath;
import java.util.List;
import java.util.Optional;

/**
 * The arguments of COPY or ADD, with variables replaced.
 *
 * @param sources at least one
 * @param destination absolute; ends in a slash when it must be a directory
 * @param chown user and group as written
 * @param chmod permission bits
 * @param checksum what a downloaded file must have
 * @param isAdd whether archives are unpacked and addresses downloaded
 */
record CopyArguments(
        List<String> sources,
        String destination,
        Optional<String> chown,
        Optional<Integer> chmod,
        Optional<Digest> checksum,
        boolean isAdd) {

    private static final int OCTAL = 8;
    private static final int LARGEST_MODE = 07777;

    CopyArguments {
        sources = List.copyOf(sources);
    }

    /**
     * @param flags such as {@code --chown=keystone}, with variables replaced
     * @param words sources and destination, with variables replaced
     */
    static CopyArguments of(boolean isAdd, List<String> flags, List<String> words, String workingDirectory)
            throws InstructionException {
        if (words.size() < 2) {
            throw new InstructionException("at least one source and a destination are needed");
        }
        Optional<String> chown = Optional.empty();
        Optional<Integer> chmod = Optional.empty();
        Optional<Digest> checksum = Optional.empty();
        for (String flag : flags) {
            int equals = flag.indexOf('=');
            String name = equals < 0 ? flag : flag.substring(0, equals);
            String value = equals < 0 ? "" : flag.substring(equals + 1);
            if (value.isEmpty()) {
                throw new InstructionException("the flag " + flag + " has no value; write " + name + "=…");
            }
            switch (name) {
                case "--chown" -> chown = Optional.of(value);
                case "--chmod" -> chmod = Optional.of(mode(value));
                case "--checksum" -> checksum = Optional.of(checksum(isAdd, value));
                case "--from" ->
                    throw new InstructionException("--from needs other stages or images, which only buildah has;"
                            + " set tcib.engine=buildah");
                default ->
                    throw new InstructionException(
                            "the flag " + name + " is unknown; there are --chown, --chmod and, for ADD, --checksum");
            }
        }
        String destination = absolute(words.get(words.size() - 1), workingDirectory);
        return new CopyArguments(words.subList(0, words.size() - 1), destination, chown, chmod, checksum, isAdd);
    }

    static boolean isRemote(String source) {
        return source.startsWith("http://") || source.startsWith("https://");
    }

    private static int mode(String text) throws InstructionException {
        if (text.length() <= 6 && text.chars().allMatch(c -> c >= '0' && c <= '7')) {
            int mode = Integer.parseInt(text, OCTAL);
            if (mode <= LARGEST_MODE) {
                return mode;
            }
        }
        throw new InstructionException("--chmod=" + text + " is not an octal mode such as 0644");
    }

    private static Digest checksum(boolean isAdd, String text) throws InstructionException {
        if (!isAdd) {
            throw new InstructionException("--checksum is for ADD of an address; COPY takes files of the context");
        }
        try {
            return Digest.parse(text);
        } catch (OciException e) {
            throw new InstructionException("--checksum: " + e.getMessage());
        }
    }

    /** A relative destination begins at the working directory; its slash at the end is kept. */
    private static String absolute(String destination, String workingDirectory) {
        String directory = workingDirectory.endsWith("/") ? workingDirectory : workingDirectory + "/";
        if (destination.equals(".")) {
            return directory.startsWith("/") ? directory : "/" + directory;
        }
        if (destination.startsWith("/")) {
            return destination;
        }
        String joined = "/" + RootPath.of(directory + destination);
        return destination.endsWith("/") || destination.endsWith("/.") ? joined + "/" : joined;
    }
}

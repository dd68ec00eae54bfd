package io.github.tcib.build.jib;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.tcib.oci.Node;
import io.github.tcib.oci.RootFilesystem;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Looks up users and groups in the image's own /etc/passwd and /etc/group. */
final class Users {

    private static final long LARGEST_ID = 0xffffffffL;
    private static final int LARGEST_FILE = 16 << 20;
    private static final int PASSWD_FIELDS = 7;
    private static final int GROUP_FIELDS = 4;

    private final RootFilesystem files;

    Users(RootFilesystem files) {
        this.files = files;
    }

    /**
     * The owner that {@code --chown} or USER names: {@code user}, {@code user:group}, each a name or a number. A number alone
     * is also the group's; a name alone has the group that /etc/passwd gives it (buildah).
     *
     * @throws InstructionException when the image does not have the user or group
     */
    Owner find(String specification) throws IOException, InstructionException {
        int colon = specification.indexOf(':');
        String user = colon < 0 ? specification : specification.substring(0, colon);
        String group = colon < 0 ? "" : specification.substring(colon + 1);
        if (user.isEmpty() && group.isEmpty()) {
            throw new InstructionException("'" + specification + "' names no user");
        }
        Optional<Long> uid = user.isEmpty() ? Optional.of(0L) : number(user);
        if (uid.isPresent() && group.isEmpty()) {
            return new Owner(uid.get(), uid.get());
        }
        Optional<List<String>> entry = uid.isPresent()
                ? Optional.empty()
                : Optional.of(line(
                                "etc/passwd",
                                PASSWD_FIELDS,
                                fields -> fields.get(0).equals(user))
                        .orElseThrow(() -> missing("user", user, "/etc/passwd")));
        long owner = entry.isPresent() ? idIn(entry.get(), 2) : uid.orElse(0L);
        if (group.isEmpty()) {
            return new Owner(owner, entry.isPresent() ? idIn(entry.get(), 3) : 0);
        }
        Optional<Long> gid = number(group);
        if (gid.isPresent()) {
            return new Owner(owner, gid.get());
        }
        List<String> groupEntry = line(
                        "etc/group", GROUP_FIELDS, fields -> fields.get(0).equals(group))
                .orElseThrow(() -> missing("group", group, "/etc/group"));
        return new Owner(owner, idIn(groupEntry, 2));
    }

    private static InstructionException missing(String what, String name, String file) {
        return new InstructionException("the image has no " + what + " '" + name + "' in its " + file
                + "; use its number, or place the file first");
    }

    private Optional<List<String>> line(String path, int fields, Predicate<List<String>> condition)
            throws IOException, InstructionException {
        Optional<Node> node = files.lookup(new Links(files).follow(path));
        if (node.isEmpty() || !(node.get() instanceof Node.File file)) {
            return Optional.empty();
        }
        try (InputStream in = file.content().open()) {
            return new String(in.readNBytes(LARGEST_FILE), UTF_8)
                    .lines()
                    .map(line -> List.of(line.split(":", -1)))
                    .filter(parts -> parts.size() == fields)
                    .filter(condition)
                    .findFirst();
        }
    }

    private static long idIn(List<String> entry, int field) throws InstructionException {
        return number(entry.get(field))
                .orElseThrow(
                        () -> new InstructionException("the image's entry for '" + entry.get(0) + "' has no number"));
    }

    private static Optional<Long> number(String text) {
        if (text.isEmpty() || text.length() > 10 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        long value = Long.parseLong(text);
        return value <= LARGEST_ID ? Optional.of(value) : Optional.empty();
    }
}

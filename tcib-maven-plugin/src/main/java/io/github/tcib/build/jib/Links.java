package io.github.tcib.build.jib;

import io.github.tcib.oci.Node;
import io.github.tcib.oci.RootFilesystem;
import io.github.tcib.oci.RootPath;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Follows symbolic links within an image as if a directory of it were the root of the system. */
final class Links {

    /** The limit of the Linux kernel. */
    private static final int MOST_LINKS = 40;

    private final RootFilesystem files;

    Links(RootFilesystem files) {
        this.files = files;
    }

    /** The path with all links followed, also the last; parts that do not exist stay as they are. */
    String follow(String path) throws IOException, InstructionException {
        return follow(RootPath.ROOT, path);
    }

    /** As {@link #follow(String)}, below a directory that no link leads out of. */
    String follow(String root, String path) throws IOException, InstructionException {
        Deque<String> open = new ArrayDeque<>(Arrays.asList(path.split("/", -1)));
        String current = root;
        int followed = 0;
        while (!open.isEmpty()) {
            String part = open.removeFirst();
            if (part.isEmpty() || part.equals(".")) {
                continue;
            }
            if (part.equals("..")) {
                current = current.equals(root) ? root : RootPath.parentOf(current);
                continue;
            }
            String next = RootPath.join(current, part);
            Optional<Node> node = files.lookup(next);
            if (node.isPresent() && node.get() instanceof Node.Symlink link) {
                if (++followed > MOST_LINKS) {
                    throw new InstructionException(
                            "'/" + path + "' leads through too many symbolic links in the image");
                }
                if (link.target().startsWith("/")) {
                    current = root;
                }
                List<String> target = Arrays.asList(link.target().split("/", -1));
                for (int i = target.size() - 1; i >= 0; i--) {
                    open.addFirst(target.get(i));
                }
                continue;
            }
            current = next;
        }
        return current;
    }

    /** The path with links followed in all parts but the last. */
    String followParents(String path) throws IOException, InstructionException {
        return path.isEmpty() ? path : RootPath.join(follow(RootPath.parentOf(path)), RootPath.nameOf(path));
    }
}

package io.github.tcib.build.buildah;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tcib.build.BuildFailure;
import io.github.tcib.build.StateFile;
import io.github.tcib.build.StoredImage;
import io.github.tcib.build.buildah.ImageStore.Listed;
import io.github.tcib.model.Counted;
import io.github.tcib.oci.Digest;
import io.github.tcib.storage.ImageStorage;
import io.github.tcib.storage.StorageLayer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Images that builds of ours replaced: they lost their name to a newer one, and hundreds of them make every call of buildah
 * slow. Removed are only images that were seen under a reference of the tree, with our key, when the build that replaced them
 * began. They are on record until they are gone, so that a build that is killed leaves its own to the next.
 */
final class ReplacedImages {

    static final int VERSION = 1;
    private static final String IMAGES = "images";
    private static final String LISTED = "* ";
    private static final String ID_PREFIX = "sha256:";

    private final Buildah buildah;
    private final ImageStore store;
    private final Installation installation;
    private final StateFile file;
    private final TreeSet<String> replaced = new TreeSet<>();
    private final Map<String, String> named = new HashMap<>();
    private boolean built;

    ReplacedImages(Buildah buildah, ImageStore store, Installation installation, StateFile file) {
        this.buildah = buildah;
        this.store = store;
        this.installation = installation;
        this.file = file;
        file.read().path(IMAGES).forEach(id -> replaced.add(id.asText()));
    }

    /** Takes note of the images that have references of the tree before anything is built. */
    synchronized void saw(Map<String, StoredImage> images) {
        images.forEach((reference, image) -> {
            if (image.key().isPresent()) {
                named.put(reference, image.id());
            }
        });
    }

    /** Takes note of an image that was built. */
    synchronized void built(String reference, String id) {
        built = true;
        String before = named.put(reference, id);
        if (before != null && !before.equals(id) && replaced.add(before)) {
            write();
        }
    }

    /**
     * Removes what was replaced by two calls of buildah, if this build built anything. What has a name again, a child that
     * stays, or a container stays too.
     *
     * @param notes gets a line on what was removed or why not; it is no failure if nothing can be
     */
    synchronized void remove(Consumer<String> notes) throws InterruptedException {
        if (!built || replaced.isEmpty()) {
            return;
        }
        try {
            List<Listed> listed = store.list();
            replaced.retainAll(listed.stream()
                    .filter(image -> image.names().isEmpty())
                    .map(Listed::id)
                    .toList());
            List<String> removable = withoutParents(listed);
            if (!removable.isEmpty()) {
                remove(removable, notes);
            }
            write();
        } catch (BuildFailure | IOException e) {
            notes.accept("images that were replaced stay in the store: " + e.getMessage());
        }
    }

    private void remove(List<String> ids, Consumer<String> notes) throws BuildFailure, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("rmi"));
        arguments.addAll(ids);
        Buildah.Answer answer = buildah.ask(arguments);
        // It goes on after an image that it cannot remove, and prints those that it could.
        List<String> gone = answer.out()
                .lines()
                .map(line -> line.startsWith(ID_PREFIX) ? line : ID_PREFIX + line)
                .filter(ids::contains)
                .toList();
        replaced.removeAll(gone);
        if (!gone.isEmpty()) {
            notes.accept("removed " + counted(gone.size()) + " replaced");
        }
        int left = ids.size() - gone.size();
        if (left > 0) {
            notes.accept(counted(left) + " replaced " + (left == 1 ? "stays" : "stay") + " in the store: "
                    + firstReason(answer));
        }
    }

    /** Of several errors buildah makes a list. */
    private static String firstReason(Buildah.Answer answer) {
        return answer.err()
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith(LISTED))
                .map(line -> line.substring(LISTED.length()))
                .findFirst()
                .orElseGet(answer::complaint);
    }

    private static String counted(int images) {
        return Counted.of(images, "image that was", "images that were");
    }

    /**
     * The replaced images that no image which stays is built on. What an image is built on is told by its layers; if another
     * image that stays has the very same layers, that one is the parent as well.
     */
    private List<String> withoutParents(List<Listed> listed) throws IOException {
        ImageStorage storage = ImageStorage.open(installation.graphRoot(), installation.graphDriver());
        List<List<Digest>> staying = new ArrayList<>();
        for (Listed image : listed) {
            if (!replaced.contains(image.id())) {
                layersOf(image.id(), storage).ifPresent(staying::add);
            }
        }
        List<String> removable = new ArrayList<>();
        for (String id : replaced) {
            Optional<List<Digest>> layers = layersOf(id, storage);
            if (layers.isPresent()
                    && (staying.contains(layers.get())
                            || staying.stream().noneMatch(other -> isOn(layers.get(), other)))) {
                removable.add(id);
            }
        }
        return removable;
    }

    private static boolean isOn(List<Digest> parent, List<Digest> layers) {
        return layers.size() > parent.size() && layers.subList(0, parent.size()).equals(parent);
    }

    private static Optional<List<Digest>> layersOf(String id, ImageStorage storage) throws IOException {
        return storage.find(id.startsWith(ID_PREFIX) ? id.substring(ID_PREFIX.length()) : id)
                .map(image -> image.layers().stream().map(StorageLayer::diffId).toList());
    }

    private void write() {
        ObjectNode content = file.empty();
        ArrayNode images = content.putArray(IMAGES);
        replaced.forEach(images::add);
        file.write(content);
    }
}

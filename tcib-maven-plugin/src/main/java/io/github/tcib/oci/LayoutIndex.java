package io.github.tcib.oci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tcib.file.AtomicFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * The index of a layout: which references name which manifests (OCI image-spec 1.1, image-layout.md, annotation
 * {@code org.opencontainers.image.ref.name}). Entries and fields that others wrote are kept.
 */
public final class LayoutIndex {

    static final String REFERENCE = "org.opencontainers.image.ref.name";

    private static final String INDEX_FILE = "index.json";
    private static final String LOCK_FILE = ".index.lock";
    private static final int LOCK_POLL_MILLIS = 10;

    private final Path root;
    private final ReentrantLock lock = new ReentrantLock();

    LayoutIndex(Path root) {
        this.root = root;
    }

    /** The manifests by reference, in the order of the index; one that has no reference is under the empty string. */
    public Map<String, List<Descriptor>> read() throws IOException {
        Map<String, List<Descriptor>> references = new LinkedHashMap<>();
        for (JsonNode entry : readJson().path("manifests")) {
            references
                    .computeIfAbsent(referenceOf(entry), reference -> new ArrayList<>())
                    .add(Manifest.descriptor(entry, "the index of '" + root + "'"));
        }
        return references;
    }

    /** The manifest of a reference; the last one if the index has several. */
    public Optional<Descriptor> find(String reference) throws IOException {
        List<Descriptor> found = read().getOrDefault(reference, List.of());
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(found.size() - 1));
    }

    /** Names a manifest; what the reference named before loses the name. */
    public void write(String reference, Descriptor manifest) throws IOException {
        write(Map.of(reference, manifest));
    }

    /** Names manifests by reference, all at once; what the references named before loses the name. */
    public void write(Map<String, Descriptor> manifests) throws IOException {
        update(entries -> {
            removeIf(entries, entry -> manifests.containsKey(referenceOf(entry)));
            manifests.forEach((reference, manifest) -> {
                ObjectNode entry = Manifest.json(manifest);
                entry.withObject("/annotations").put(REFERENCE, reference);
                entries.add(entry);
            });
        });
    }

    /** Takes a name away; the blobs stay. */
    public void remove(String reference) throws IOException {
        update(entries -> removeIf(entries, entry -> referenceOf(entry).equals(reference)));
    }

    void writeIfAbsent() throws IOException {
        locked(() -> {
            if (!Files.exists(indexFile())) {
                ObjectNode empty = JsonNodeFactory.instance.objectNode();
                empty.put("schemaVersion", 2);
                empty.put("mediaType", MediaTypes.OCI_INDEX);
                empty.putArray("manifests");
                AtomicFile.write(indexFile(), Json.write(empty));
            }
        });
    }

    /** A change of the list of manifests. */
    private interface Change {
        void apply(ArrayNode entries);
    }

    private interface Action {
        void run() throws IOException;
    }

    private void update(Change change) throws IOException {
        locked(() -> {
            ObjectNode json = (ObjectNode) readJson();
            ArrayNode entries = json.path("manifests") instanceof ArrayNode array ? array : json.putArray("manifests");
            change.apply(entries);
            AtomicFile.write(indexFile(), Json.write(json));
        });
    }

    private void locked(Action action) throws IOException {
        lock.lock();
        try (FileChannel channel = FileChannel.open(
                        root.resolve(LOCK_FILE),
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                        AtomicFile.permissionsIn(root));
                FileLock held = lock(channel)) {
            if (held.isValid()) {
                action.run();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Other processes are waited for by the system; another object of this process has to be asked again. */
    private static FileLock lock(FileChannel channel) throws IOException {
        while (true) {
            try {
                return channel.lock();
            } catch (OverlappingFileLockException e) {
                try {
                    Thread.sleep(LOCK_POLL_MILLIS);
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    throw new IOException(
                            "interrupted while waiting for another build to write its index", interrupted);
                }
            }
        }
    }

    private JsonNode readJson() throws IOException {
        return Json.read(indexFile());
    }

    private Path indexFile() {
        return root.resolve(INDEX_FILE);
    }

    private static void removeIf(ArrayNode entries, Predicate<JsonNode> condition) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (condition.test(entries.get(i))) {
                entries.remove(i);
            }
        }
    }

    private static String referenceOf(JsonNode entry) {
        return entry.path("annotations").path(REFERENCE).asText("");
    }
}

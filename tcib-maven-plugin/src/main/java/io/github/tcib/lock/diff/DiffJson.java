package io.github.tcib.lock.diff;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tcib.lock.Nevra;

/** A difference as JSON: {@code docs/lock-diff.schema.json}. */
final class DiffJson {

    private static final int VERSION = 1;

    private DiffJson() {}

    static String textOf(LockDiff diff) {
        ObjectNode json = JsonMapper.builder().build().createObjectNode();
        json.put("architecture", diff.architecture());
        ArrayNode bases = json.putArray("bases");
        diff.bases().forEach(bases::add);
        ArrayNode images = json.putArray("images");
        diff.images().forEach(image -> images.add(of(image)));
        ArrayNode packages = json.putArray("packages");
        diff.packages().forEach(change -> packages.add(of(change)));
        ArrayNode repositories = json.putArray("repositories");
        diff.repositories().forEach(repositories::add);
        json.put("version", VERSION);
        return json.toPrettyString() + "\n";
    }

    private static ObjectNode of(ImageChange image) {
        ObjectNode json = JsonMapper.builder().build().createObjectNode();
        image.cause().ifPresent(cause -> json.put("cause", cause));
        ArrayNode changes = json.putArray("changes");
        image.changes().forEach(change -> changes.add(of(change)));
        json.put("name", image.image().value());
        json.put("rebuilt", image.isRebuilt());
        json.put("state", image.state().word());
        return json;
    }

    private static ObjectNode of(PackageChange change) {
        ObjectNode json = JsonMapper.builder().build().createObjectNode();
        change.after().map(Nevra::evr).ifPresent(after -> json.put("after", after));
        json.put("architecture", change.architecture());
        change.before().map(Nevra::evr).ifPresent(before -> json.put("before", before));
        json.put("kind", change.kind().word());
        json.put("name", change.name());
        return json;
    }
}

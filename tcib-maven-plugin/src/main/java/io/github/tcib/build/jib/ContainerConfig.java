package io.github.tcib.build.jib;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tcib.oci.Digest;
import io.github.tcib.oci.Layer;
import io.github.tcib.oci.Platform;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The config of an image while it is built (OCI image-spec 1.1, config.md, and the fields Docker adds). It begins as a copy of
 * the parent's: fields that no instruction changes stay, known or not.
 */
final class ContainerConfig {

    private final ObjectNode image;
    private final ObjectNode config;
    private final Variables variables;
    private boolean commandSet;

    /** @param parent the parent's config; empty for an image from scratch */
    ContainerConfig(Optional<ObjectNode> parent, Platform platform) {
        this.image = parent.orElseGet(JsonNodeFactory.instance::objectNode);
        if (parent.isEmpty()) {
            image.put("architecture", platform.architecture());
            image.put("os", platform.os());
            if (!platform.variant().isEmpty()) {
                image.put("variant", platform.variant());
            }
        }
        this.config = image.path("config") instanceof ObjectNode present ? present : image.putObject("config");
        this.variables = new Variables(JsonLists.texts(config.path("Env")), platform);
    }

    Variables variables() {
        return variables;
    }

    String user() {
        return config.path("User").asText("");
    }

    void setUser(String user) {
        put("User", user);
    }

    String workingDirectory() {
        return config.path("WorkingDir").asText("");
    }

    void setWorkingDirectory(String directory) {
        put("WorkingDir", directory);
    }

    void setStopSignal(String signal) {
        put("StopSignal", signal);
    }

    void setAuthor(String author) {
        image.put("author", author);
    }

    void setLabel(String name, String value) {
        object("Labels").put(name, value);
    }

    void addVolume(String path) {
        object("Volumes").putObject(path);
    }

    /** Adds a port such as {@code 8080/tcp}. */
    void addPort(String port) {
        object("ExposedPorts").putObject(port);
    }

    void setShell(List<String> shell) {
        config.set("Shell", JsonLists.of(shell));
    }

    void setHealth(ObjectNode check) {
        config.set("Healthcheck", check);
    }

    void addTrigger(String instruction) {
        (config.path("OnBuild") instanceof ArrayNode triggers ? triggers : config.putArray("OnBuild")).add(instruction);
    }

    /** Takes the parent's triggers out, to be run. */
    List<String> takeTriggers() {
        List<String> triggers = JsonLists.texts(config.path("OnBuild"));
        config.remove("OnBuild");
        return triggers;
    }

    /** @param byUser whether the instruction said anything; only then the next ENTRYPOINT keeps it */
    void setCommand(List<String> command, boolean byUser) {
        put("Cmd", command);
        commandSet |= byUser;
    }

    /** Sets the entry point; a command that was inherited was meant for the old one and goes. */
    void setEntrypoint(List<String> entrypoint) {
        put("Entrypoint", entrypoint);
        if (!commandSet) {
            config.remove("Cmd");
        }
    }

    /**
     * The finished config.
     *
     * @param layers all layers, bottom first
     * @param steps what was done, for the history
     * @param hasLayer whether the last step stands for a new layer
     * @param comment on the last step, such as the parent's name
     */
    ObjectNode finish(Instant created, List<Layer> layers, List<String> steps, boolean hasLayer, String comment) {
        image.put("created", created.toString());
        put("Env", variables.environment());
        for (String sorted : List.of("Labels", "Volumes", "ExposedPorts")) {
            sort(sorted);
        }
        ObjectNode rootfs = image.putObject("rootfs");
        rootfs.put("type", "layers");
        rootfs.set(
                "diff_ids",
                JsonLists.of(
                        layers.stream().map(Layer::diffId).map(Digest::toString).toList()));
        ArrayNode history = image.path("history") instanceof ArrayNode past ? past : image.putArray("history");
        for (int i = 0; i < steps.size(); i++) {
            boolean last = i == steps.size() - 1;
            ObjectNode entry = history.addObject();
            entry.put("created", created.toString());
            entry.put("created_by", steps.get(i));
            if (last && !comment.isEmpty()) {
                entry.put("comment", comment);
            }
            if (!last || !hasLayer) {
                entry.put("empty_layer", true);
            }
        }
        return image;
    }

    private ObjectNode object(String field) {
        return config.path(field) instanceof ObjectNode present ? present : config.putObject(field);
    }

    private void put(String field, String value) {
        if (value.isEmpty()) {
            config.remove(field);
        } else {
            config.put(field, value);
        }
    }

    private void put(String field, List<String> values) {
        if (values.isEmpty()) {
            config.remove(field);
        } else {
            config.set(field, JsonLists.of(values));
        }
    }

    private void sort(String field) {
        if (config.path(field) instanceof ObjectNode object) {
            TreeMap<String, JsonNode> sorted = new TreeMap<>();
            object.properties().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
            object.removeAll();
            sorted.forEach(object::set);
        }
    }
}

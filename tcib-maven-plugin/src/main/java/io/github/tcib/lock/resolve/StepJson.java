package io.github.tcib.lock.resolve;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tcib.oci.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Steps as the JSON that {@code resolve.py} reads. Places are not part of it: who moves a line changes nothing. */
final class StepJson {

    private StepJson() {}

    /** The digest of steps; other steps, another digest. */
    static Digest digestOf(List<PackageStep> steps) {
        return Digest.of(of(steps).toString().getBytes(StandardCharsets.UTF_8));
    }

    static ArrayNode of(List<PackageStep> steps) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        steps.forEach(step -> json.add(of(step)));
        return json;
    }

    private static ObjectNode of(PackageStep step) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (step instanceof PackageStep.Transaction transaction) {
            json.put("kind", transaction.action().name().toLowerCase(Locale.ROOT));
            json.set("names", texts(transaction.names()));
            json.set("options", options(transaction.options()));
            json.put("certain", transaction.certain());
        } else if (step instanceof PackageStep.Module module) {
            json.put("kind", "module").put("action", module.action());
            json.set("names", texts(module.names()));
            json.set("options", options(module.options()));
            json.put("certain", module.certain());
        } else if (step instanceof PackageStep.Erasure erasure) {
            json.put("kind", "erase");
            json.set("names", texts(erasure.names()));
        } else if (step instanceof PackageStep.Configuration configuration) {
            json.put("kind", "option");
            ObjectNode values = json.putObject("set");
            configuration.values().forEach(values::put);
            json.set("unset", texts(configuration.unset()));
        } else if (step instanceof PackageStep.Switching switching) {
            json.put("kind", "repository").put("enabled", switching.enabled());
            json.set("names", texts(switching.names()));
        } else if (step instanceof PackageStep.RemovedRepoFiles removed) {
            json.put("kind", "repofiles");
            json.set("names", texts(removed.names()));
        } else {
            throw new IllegalStateException(step.toString());
        }
        return json;
    }

    private static ObjectNode options(DnfOptions options) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        putUnlessEmpty(json, "repo", options.repositories());
        putUnlessEmpty(json, "enablerepo", options.enabled());
        putUnlessEmpty(json, "disablerepo", options.disabled());
        putUnlessEmpty(json, "exclude", options.excluded());
        options.best().ifPresent(best -> json.put("best", best));
        if (options.allowErasing()) {
            json.put("allowerasing", true);
        }
        if (options.skipBroken()) {
            json.put("skip_broken", true);
        }
        if (!options.settings().isEmpty()) {
            ObjectNode settings = json.putObject("setopt");
            options.settings().forEach(settings::put);
        }
        return json;
    }

    private static void putUnlessEmpty(ObjectNode json, String name, List<String> texts) {
        if (!texts.isEmpty()) {
            json.set(name, texts(texts));
        }
    }

    static ArrayNode texts(Collection<String> texts) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        texts.forEach(json::add);
        return json;
    }
}

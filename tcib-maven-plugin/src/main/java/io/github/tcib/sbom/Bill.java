package io.github.tcib.sbom;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.tcib.json.JsonText;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.cyclonedx.Version;
import org.cyclonedx.exception.GeneratorException;
import org.cyclonedx.generators.BomGeneratorFactory;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.BomReference;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.Composition;
import org.cyclonedx.model.Dependency;
import org.cyclonedx.model.Metadata;
import org.cyclonedx.model.metadata.ToolInformation;

/** A bill that is being made. What goes in is sorted, so that the same content gives the same bytes. */
final class Bill {

    private final Component subject;
    private final SortedMap<String, Component> components = new TreeMap<>();
    private final SortedMap<String, SortedSet<String>> dependencies = new TreeMap<>();
    private final SortedSet<String> incomplete = new TreeSet<>();

    /** @param subject what it is a bill of */
    Bill(Component subject) {
        this.subject = subject;
        dependencies.put(subject.getBomRef(), new TreeSet<>());
    }

    /** Adds a component, unless it is there. */
    void add(Component component) {
        components.putIfAbsent(component.getBomRef(), component);
        dependencies.computeIfAbsent(component.getBomRef(), reference -> new TreeSet<>());
    }

    /** Says that one component needs others; all of them are in the bill. */
    void depends(String reference, Collection<String> on) {
        dependencies.computeIfAbsent(reference, one -> new TreeSet<>()).addAll(on);
    }

    /** Says that a component has parts that are not known. */
    void markIncomplete(String reference) {
        incomplete.add(reference);
    }

    /**
     * The text in CycloneDX 1.6 JSON. Its serial number follows from everything else in it.
     *
     * @param tool the version of this plugin
     * @throws IOException when the library cannot write it
     */
    byte[] text(String tool, Optional<Instant> created) throws IOException {
        Bom bom = new Bom();
        bom.setVersion(1);
        bom.setMetadata(metadata(tool, created));
        bom.setComponents(List.copyOf(components.values()));
        bom.setDependencies(dependencies());
        if (!incomplete.isEmpty()) {
            Composition composition = new Composition();
            composition.setAggregate(Composition.Aggregate.UNKNOWN);
            composition.setAssemblies(incomplete.stream().map(BomReference::new).toList());
            bom.setCompositions(List.of(composition));
        }
        try {
            String unnumbered = json(bom);
            bom.setSerialNumber("urn:uuid:" + UUID.nameUUIDFromBytes(unnumbered.getBytes(UTF_8)));
            return JsonText.writeIndented(JsonText.read(json(bom)));
        } catch (GeneratorException e) {
            throw new IOException("CycloneDX cannot be written: " + e.getMessage(), e);
        }
    }

    private static String json(Bom bom) throws GeneratorException {
        return BomGeneratorFactory.createJson(Version.VERSION_16, bom).toJsonString(false);
    }

    /** The library fills in the present time, which would make every run another text. */
    private Metadata metadata(String tool, Optional<Instant> created) {
        Metadata metadata = new Metadata();
        metadata.setTimestamp(created.map(Date::from).orElse(null));
        ToolInformation tools = new ToolInformation();
        tools.setComponents(List.of(Components.plugin(tool)));
        metadata.setToolChoice(tools);
        metadata.setComponent(subject);
        return metadata;
    }

    private List<Dependency> dependencies() {
        List<Dependency> all = new ArrayList<>();
        dependencies.forEach((reference, on) -> {
            Dependency dependency = new Dependency(reference);
            on.forEach(one -> dependency.addDependency(new Dependency(one)));
            all.add(dependency);
        });
        return all;
    }
}

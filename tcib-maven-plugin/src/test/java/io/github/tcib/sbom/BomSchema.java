package io.github.tcib.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.cyclonedx.Version;

/** The schema of CycloneDX 1.6 and what the specification asks for beside it, without network. */
final class BomSchema {

    private static final String ADDRESS = "http://cyclonedx.org/schema/";

    private BomSchema() {}

    /** Reads a bill that has to be valid. */
    static JsonNode read(Path bill) throws IOException {
        JsonNode json = new JsonMapper().readTree(Files.readAllBytes(bill));
        assertThat(schema().validate(json)).as(bill.toString()).isEmpty();
        assertThat(json.path("specVersion").asText()).isEqualTo("1.6");
        // what JSON schema cannot say: references are unique, and those of dependencies lead somewhere
        Set<String> references = new HashSet<>();
        references.add(json.at("/metadata/component/bom-ref").asText());
        for (JsonNode component : json.path("components")) {
            assertThat(references.add(component.path("bom-ref").asText()))
                    .as(component.toString())
                    .isTrue();
        }
        for (JsonNode dependency : json.path("dependencies")) {
            assertThat(references).contains(dependency.path("ref").asText());
            for (JsonNode on : dependency.path("dependsOn")) {
                assertThat(references).contains(on.asText());
            }
        }
        return json;
    }

    private static JsonSchema schema() throws IOException {
        Map<String, String> schemas = new HashMap<>();
        for (String name : new String[] {"bom-1.6.schema.json", "spdx.schema.json", "jsf-0.82.schema.json"}) {
            try (InputStream in = Version.class.getResourceAsStream("/" + name)) {
                schemas.put(ADDRESS + name, new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
            }
        }
        return JsonSchemaFactory.getInstance(
                        SpecVersion.VersionFlag.V7,
                        builder -> builder.schemaLoaders(loaders -> loaders.schemas(schemas)))
                .getSchema(java.net.URI.create(ADDRESS + "bom-1.6.schema.json"));
    }
}

package io.github.tcib.sarif;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tcib.file.AtomicFile;
import io.github.tcib.lint.Finding;
import io.github.tcib.lint.Rule;
import io.github.tcib.lint.Severity;
import io.github.tcib.model.Location;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A SARIF log of one run. Columns are counted in code points, files are relative to the source root, and a finding about a
 * setting has no physical location, since it stands in no file.
 */
public final class SarifReport {

    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    private static final String ROOT = "%SRCROOT%";

    private final JsonMapper json = JsonMapper.builder().build();
    private final String version;
    private final Path root;

    /**
     * @param version of the plugin
     * @param root the directory that file names of findings are relative to
     */
    public SarifReport(String version, Path root) {
        this.version = version;
        this.root = root;
    }

    /**
     * Writes the log.
     *
     * @throws IOException when the file cannot be written
     */
    public void write(List<Finding> findings, Path file) throws IOException {
        AtomicFile.write(file, textOf(findings).getBytes(StandardCharsets.UTF_8));
    }

    /** The log's text. */
    String textOf(List<Finding> findings) throws JsonProcessingException {
        ObjectNode log = json.createObjectNode();
        log.put("$schema", SCHEMA);
        log.put("version", "2.1.0");
        ObjectNode run = log.putArray("runs").addObject();
        ObjectNode driver = run.putObject("tool").putObject("driver");
        driver.put("name", "tcib:validate");
        driver.put("version", version);
        for (Rule rule : Rule.values()) {
            ObjectNode descriptor = driver.withArray("rules").addObject();
            descriptor.put("id", rule.id());
            descriptor.putObject("shortDescription").put("text", rule.statement());
            descriptor.putObject("defaultConfiguration").put("level", levelOf(rule.usualSeverity()));
        }
        run.put("columnKind", "unicodeCodePoints");
        run.putArray("results");
        findings.forEach(finding -> addResult(run, finding));
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        return json.writer(new DefaultPrettyPrinter()
                                .withObjectIndenter(indenter)
                                .withArrayIndenter(indenter))
                        .writeValueAsString(log)
                + "\n";
    }

    private void addResult(ObjectNode run, Finding finding) {
        ObjectNode result = run.withArray("results").addObject();
        result.put("ruleId", finding.rule().id());
        result.put("ruleIndex", Rule.ids().indexOf(finding.rule().id()));
        result.put("level", levelOf(finding.severity()));
        String text =
                finding.message() + finding.hint().map(hint -> "; " + hint).orElse("");
        Location location = finding.location();
        if (!isFile(location)) {
            result.putObject("message").put("text", location.file() + ": " + text);
            return;
        }
        result.putObject("message").put("text", text);
        ObjectNode physical = result.putArray("locations").addObject().putObject("physicalLocation");
        physical.putObject("artifactLocation")
                .put("uri", uriOf(location.file()))
                .put("uriBaseId", ROOT);
        if (location.line() > 0) {
            ObjectNode region = physical.putObject("region");
            region.put("startLine", location.line());
            if (location.column() > 0) {
                region.put("startColumn", location.column());
            }
        }
    }

    private boolean isFile(Location location) {
        return location.line() > 0 || Files.exists(root.resolve(location.file()));
    }

    private String uriOf(String file) {
        Path absolute = root.resolve(file).toAbsolutePath().normalize();
        Path base = root.toAbsolutePath().normalize();
        String path = absolute.startsWith(base) ? base.relativize(absolute).toString() : absolute.toString();
        try {
            return new URI(null, null, path.replace('\\', '/'), null).toASCIIString();
        } catch (URISyntaxException e) {
            return path;
        }
    }

    private static String levelOf(Severity severity) {
        return severity == Severity.OFF ? "none" : severity.word();
    }
}

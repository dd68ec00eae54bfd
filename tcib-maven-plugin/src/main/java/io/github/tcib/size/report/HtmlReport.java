package io.github.tcib.size.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.tcib.size.SizeReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The report as one page that asks the network for nothing: style, script and the JSON of the report stand in it. The script
 * puts names on the page as text, never as HTML.
 */
final class HtmlReport {

    private final SizeReport report;

    HtmlReport(SizeReport report) {
        this.report = report;
    }

    String text() {
        return readResource("page.html")
                .replace("/*style*/", readResource("page.css"))
                .replace("/*script*/", readResource("page.js"))
                .replace("/*data*/", data());
    }

    /** JSON that cannot end the element it stands in, whatever is in it. */
    private String data() {
        try {
            return JsonMapper.builder()
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .build()
                    .writeValueAsString(ReportJson.of(report))
                    .replace("<", "\\u003c")
                    .replace(">", "\\u003e")
                    .replace("&", "\\u0026");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps of texts and numbers can be written as JSON", e);
        }
    }

    private static String readResource(String name) {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the plugin lacks its resource " + name);
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

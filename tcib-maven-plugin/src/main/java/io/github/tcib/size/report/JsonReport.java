package io.github.tcib.size.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.tcib.size.SizeReport;

/** The report for programs, and for the next report as its baseline. */
final class JsonReport {

    private final SizeReport report;

    JsonReport(SizeReport report) {
        this.report = report;
    }

    String text() {
        JsonMapper mapper = JsonMapper.builder()
                // names in it may be anyone's, and people look at it with tools that obey marks of direction
                .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                .enable(SerializationFeature.INDENT_OUTPUT)
                .defaultPrettyPrinter(new DefaultPrettyPrinter()
                        .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                        .withArrayIndenter(new DefaultIndenter("  ", "\n")))
                .build();
        try {
            return mapper.writeValueAsString(ReportJson.of(report)) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps of texts and numbers can be written as JSON", e);
        }
    }
}

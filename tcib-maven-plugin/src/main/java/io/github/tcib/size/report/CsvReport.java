package io.github.tcib.size.report;

import io.github.tcib.size.ImageFigures;
import io.github.tcib.size.OwnerBytes;
import io.github.tcib.size.SizeReport;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** One line an image and owner (RFC 4180): the bytes of an image's lines sum to its own bytes. */
final class CsvReport {

    private static final List<String> HEADER = List.of(
            "image",
            "parent",
            "kind",
            "owner",
            "version",
            "architecture",
            "bytes",
            "hidden_bytes",
            "files",
            "image_virtual_bytes",
            "image_own_bytes",
            "image_amortised_bytes");

    private final SizeReport report;

    CsvReport(SizeReport report) {
        this.report = report;
    }

    String text() {
        StringBuilder csv = new StringBuilder(line(HEADER));
        for (ImageFigures image : report.measured().images()) {
            for (OwnerBytes owned : image.owners()) {
                List<String> fields = new ArrayList<>();
                fields.add(image.name());
                fields.add(image.parent().orElse(""));
                fields.add(owned.owner().kind().word());
                fields.add(owned.owner().name());
                fields.add(owned.owner().version());
                fields.add(owned.owner().architecture());
                fields.add(String.valueOf(owned.bytes()));
                fields.add(String.valueOf(owned.hiddenBytes()));
                fields.add(String.valueOf(owned.files()));
                fields.add(String.valueOf(image.bytes().all()));
                fields.add(String.valueOf(image.bytes().own()));
                fields.add(String.valueOf(image.bytes().amortised()));
                csv.append(line(fields));
            }
        }
        return csv.toString();
    }

    private static String line(List<String> fields) {
        return fields.stream().map(CsvReport::field).collect(Collectors.joining(",")) + "\r\n";
    }

    private static String field(String text) {
        String visible = Printable.visible(text);
        // a spreadsheet would run it
        String safe = !visible.isEmpty() && "=+-@".indexOf(visible.charAt(0)) >= 0 ? "'" + visible : visible;
        return safe.matches("[^\",\\r\\n]*") ? safe : "\"" + safe.replace("\"", "\"\"") + "\"";
    }
}

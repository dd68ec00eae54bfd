package io.github.tcib.size.report;

import io.github.tcib.size.ImageFigures;
import io.github.tcib.size.OwnerBytes;
import io.github.tcib.size.SizeReport;
import io.github.tcib.text.Printable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One line an image and owner (RFC 4180): the bytes of an image's lines sum to its own bytes. An image of which no owner is
 * known has one line too; what is unknown is empty.
 */
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
            "image_amortised_bytes",
            "image_virtual_packed_bytes",
            "image_own_packed_bytes",
            "image_amortised_packed_bytes");

    private static final String FORMULAS = "=+-@＝＋－＠";

    private final SizeReport report;

    CsvReport(SizeReport report) {
        this.report = report;
    }

    String text() {
        StringBuilder csv = new StringBuilder(line(HEADER));
        for (ImageFigures image : report.measured().images()) {
            for (OwnerBytes owned : image.owners()) {
                csv.append(line(
                        image,
                        List.of(
                                owned.owner().kind().word(),
                                owned.owner().name(),
                                owned.owner().version(),
                                owned.owner().architecture(),
                                String.valueOf(owned.bytes()),
                                String.valueOf(owned.hiddenBytes()),
                                String.valueOf(owned.files()))));
            }
            if (image.owners().isEmpty()) {
                csv.append(line(image, Collections.nCopies(7, "")));
            }
        }
        return csv.toString();
    }

    private static String line(ImageFigures image, List<String> owner) {
        List<String> fields = new ArrayList<>();
        fields.add(image.name());
        fields.add(image.parent().orElse(""));
        fields.addAll(owner);
        fields.add(image.bytes().map(bytes -> String.valueOf(bytes.all())).orElse(""));
        fields.add(image.bytes().map(bytes -> String.valueOf(bytes.own())).orElse(""));
        fields.add(image.bytes().map(bytes -> String.valueOf(bytes.amortised())).orElse(""));
        fields.add(String.valueOf(image.packed().all()));
        fields.add(String.valueOf(image.packed().own()));
        fields.add(String.valueOf(image.packed().amortised()));
        return line(fields);
    }

    private static String line(List<String> fields) {
        return fields.stream().map(CsvReport::field).collect(Collectors.joining(",")) + "\r\n";
    }

    private static String field(String text) {
        String visible = Printable.visible(text);
        // a spreadsheet would run it, also when it is written wide or after a space
        String start = visible.stripLeading();
        String safe = !start.isEmpty() && FORMULAS.indexOf(start.charAt(0)) >= 0 ? "'" + visible : visible;
        // where the comma is the decimal mark, spreadsheets take the semicolon for the separator
        return safe.matches("[^\",;\\r\\n]*") ? safe : "\"" + safe.replace("\"", "\"\"") + "\"";
    }
}

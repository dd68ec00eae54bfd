package io.github.tcib.template;

import io.github.tcib.template.RecordedCases.Case;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Prints where the engine answers otherwise than a file of recorded answers says. */
final class OracleComparison {
    private OracleComparison() {}

    public static void main(String[] arguments) throws IOException {
        for (String file : arguments) {
            int same = 0;
            RecordedCases recorded;
            try (InputStream json = Files.newInputStream(Path.of(file))) {
                recorded = RecordedCases.read(json);
            }
            Templating templating = recorded.templating();
            for (Case each : recorded.cases()) {
                String answer = each.answer(templating);
                if (answer.equals(each.expected())) {
                    same++;
                } else {
                    System.out.println(each.json().path("template") + "\n  expected " + each.expected() + " "
                            + each.json().path("reference_says").asText() + "\n  got      " + answer + "  "
                            + each.message(templating));
                }
            }
            System.out.println(file + ": " + same + " of " + recorded.cases().size() + " as recorded");
        }
    }
}

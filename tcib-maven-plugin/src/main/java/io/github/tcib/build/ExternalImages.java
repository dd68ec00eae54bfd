package io.github.tcib.build;

import io.github.tcib.model.Arguments;
import io.github.tcib.model.ImageDefinition;
import io.github.tcib.model.Instruction;
import io.github.tcib.model.Parent;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The images of others that an image needs: its base, and those that COPY takes files from. */
final class ExternalImages {

    private static final Pattern COPY_FROM = Pattern.compile("(?:^|\\s)--from=(\\S+)");

    private ExternalImages() {}

    /** Their references, the base first. */
    static List<String> of(ImageDefinition image) {
        List<String> references = new ArrayList<>();
        if (image.parent() instanceof Parent.External base) {
            references.add(base.reference());
        }
        for (Instruction instruction : image.instructions()) {
            if (instruction instanceof Instruction.Copy copy && copy.arguments() instanceof Arguments.Text text) {
                Matcher from = COPY_FROM.matcher(text.text());
                if (from.find()) {
                    references.add(from.group(1));
                }
            }
        }
        return references;
    }
}

package io.github.tcib.lint;

import io.github.tcib.layout.ImageSource;
import io.github.tcib.layout.SourceTree;
import io.github.tcib.layout.VerbNames;
import io.github.tcib.model.Problem;
import io.github.tcib.template.Value;
import java.util.List;

/** Finds variables that no template of their image uses; images do not inherit variables, so nobody else can. */
final class UnusedVariables implements Check {

    @Override
    public void check(SourceTree tree, Findings findings) {
        List<String> verbs = VerbNames.all();
        for (ImageSource source : tree.sources().values()) {
            TemplateNames names = TemplateNames.reachedFrom(verbs, source.scope());
            for (Value.Entry entry : source.variables().entries()) {
                if (!(entry.key() instanceof Value.Text key) || verbs.contains(key.text())) {
                    continue;
                }
                if (!names.uses(key.text())) {
                    findings.add(
                            Rule.UNUSED_VARIABLE,
                            Problem.of(
                                    key.location(),
                                    "the variable '" + key.text() + "' of '" + source.name() + "' is not used",
                                    "remove it, or use it in a template of this image"));
                } else if (entry.value() instanceof Value.Mapping map) {
                    checkKeys(key.text(), map, names, findings);
                }
            }
        }
    }

    private static void checkKeys(String variable, Value.Mapping map, TemplateNames names, Findings findings) {
        for (Value.Entry entry : map.entries()) {
            if (entry.key() instanceof Value.Text key && !names.usesKey(variable, key.text())) {
                findings.add(
                        Rule.UNUSED_VARIABLE,
                        Problem.of(
                                key.location(),
                                "'" + variable + "." + key.text() + "' is not used",
                                "remove it, or use it in a template of this image"));
            }
        }
    }
}

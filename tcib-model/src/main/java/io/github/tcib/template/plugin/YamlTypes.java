package io.github.tcib.template.plugin;

import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/** Which plain scalars PyYAML takes for something else than text; its numbers need a point and a sign in the exponent. */
final class YamlTypes extends Resolver {
    static final Tag VALUE = new Tag("tag:yaml.org,2002:value");

    /** What is longer is text for the library, as its patterns go deep. */
    private static final int LONGEST = 1024;

    private static final Pattern WHOLE = Pattern.compile("[-+]?[1-9][0-9_:]*+");

    /** A long number stays one, and who reads it sees whether it is too long. */
    @Override
    public Tag resolve(NodeId kind, String value, boolean implicit) {
        boolean number = kind == NodeId.scalar
                && implicit
                && value.length() > LONGEST
                && WHOLE.matcher(value).matches();
        return number ? Tag.INT : super.resolve(kind, value, implicit);
    }

    @Override
    protected void addImplicitResolvers() {
        addImplicitResolver(
                Tag.BOOL,
                Pattern.compile("yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF"),
                "yYnNtTfFoO");
        addImplicitResolver(
                Tag.INT,
                Pattern.compile("[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+"
                        + "|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+"),
                "-+0123456789");
        addImplicitResolver(
                Tag.FLOAT,
                Pattern.compile("[-+]?(?:[0-9][0-9_]*)\\.[0-9_]*(?:[eE][-+][0-9]+)?"
                        + "|\\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?"
                        + "|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\\.[0-9_]*"
                        + "|[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)"),
                "-+0123456789.");
        addImplicitResolver(Tag.MERGE, Pattern.compile("<<"), "<");
        addImplicitResolver(Tag.NULL, Pattern.compile("~|null|Null|NULL| "), "~nN\0");
        addImplicitResolver(Tag.NULL, Pattern.compile(""), null);
        addImplicitResolver(
                Tag.TIMESTAMP,
                Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \\t]+)[0-9]{1,2}"
                        + ":[0-9]{2}:[0-9]{2}(?:\\.[0-9]*)?(?:[ \\t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?"),
                "0123456789");
        addImplicitResolver(VALUE, Pattern.compile("="), "=");
    }
}

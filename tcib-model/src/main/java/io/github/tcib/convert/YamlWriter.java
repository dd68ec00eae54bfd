package io.github.tcib.convert;

import java.util.List;

/** Writes YAML the way layouts are written: lists not indented below their key, comments before what they are about. */
final class YamlWriter {

    private final StringBuilder out = new StringBuilder();

    private YamlWriter() {}

    /** The text of a file. */
    static String write(List<String> header, YamlNode.Table table, List<String> footer) {
        YamlWriter writer = new YamlWriter();
        writer.comments(header, 0);
        writer.fields(table.fields(), 0, 0);
        writer.comments(footer, 0);
        return writer.out.toString();
    }

    /** @param begun how many spaces of the first line's indentation are written already */
    private void fields(List<YamlNode.Field> fields, int indent, int begun) {
        int done = begun;
        for (YamlNode.Field field : fields) {
            if (done == 0) {
                comments(field.comments(), indent);
            }
            indent(indent - done);
            done = 0;
            YamlScalar.appendKey(out, field.key());
            out.append(':');
            value(field.value(), indent, field.value() instanceof YamlNode.Table ? indent + 2 : indent);
        }
    }

    private void value(YamlNode value, int indent, int inner) {
        if (value instanceof YamlNode.Text text) {
            out.append(' ');
            YamlScalar.append(out, text.text(), indent + 2);
            out.append('\n');
        } else if (value instanceof YamlNode.Plain plain) {
            out.append(' ').append(plain.spelling()).append('\n');
        } else if (value instanceof YamlNode.Listing list) {
            out.append(list.items().isEmpty() ? " []\n" : "\n");
            list.items().forEach(item -> item(item, inner));
        } else if (value instanceof YamlNode.Table table) {
            out.append(table.fields().isEmpty() ? " {}\n" : "\n");
            fields(table.fields(), inner, 0);
        }
    }

    private void item(YamlNode.Item item, int indent) {
        comments(item.comments(), indent);
        indent(indent);
        out.append('-');
        if (item.value() instanceof YamlNode.Table table && !table.fields().isEmpty()) {
            out.append(' ');
            fields(table.fields(), indent + 2, indent + 2);
        } else {
            value(item.value(), indent, indent + 2);
        }
    }

    private void comments(List<String> comments, int indent) {
        for (String comment : comments) {
            indent(indent);
            String text = comment.replaceAll("[^\\p{Print}\\P{ASCII}]|[\\p{Cc}\\u2028\\u2029\\uFEFF\\p{Cs}]", "?");
            out.append(text.isEmpty() ? "#" : "# " + text).append('\n');
        }
    }

    private void indent(int spaces) {
        out.append(" ".repeat(spaces));
    }
}

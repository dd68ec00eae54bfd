package io.github.tcib.convert;

/** Texts of Containerfiles as templates: values of a layout are templates, so what would open an expression is quoted. */
final class TemplateText {

    private TemplateText() {}

    /** A template that renders to a text. */
    static String of(String text) {
        StringBuilder out = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '{' && i + 1 < text.length() && "{%#".indexOf(text.charAt(i + 1)) >= 0) {
                out.append("{{ '{").append(text.charAt(i + 1)).append("' }}");
                i += 2;
            } else {
                out.append(c);
                i++;
            }
        }
        return out.toString();
    }
}

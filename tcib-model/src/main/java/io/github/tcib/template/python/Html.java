package io.github.tcib.template.python;

/** Texts made safe for HTML. */
public final class Html {
    private Html() {}

    /** The text with its five special characters replaced, unless that was done before. */
    static String escaped(Py.Str str) {
        return str.flavor() == Py.Flavor.MARKUP ? str.text() : escape(str.text());
    }

    /** {@code markupsafe.escape}. */
    public static Py.Str escape(Py value, Budget budget) {
        String text = value instanceof Py.Str str ? escaped(str) : escape(Repr.str(value, budget));
        budget.chargeChars(text.length());
        return Py.Str.markup(text);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace(">", "&gt;")
                .replace("<", "&lt;")
                .replace("'", "&#39;")
                .replace("\"", "&#34;");
    }
}

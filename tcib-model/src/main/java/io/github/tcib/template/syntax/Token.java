package io.github.tcib.template.syntax;

/**
 * A word of a template.
 *
 * @param text the characters as they stand in the source; for data, those that are printed
 * @param start offset of its first character in the source
 * @param end offset after its last
 */
record Token(Type type, String text, int start, int end) {

    enum Type {
        DATA("template data"),
        VARIABLE_BEGIN("begin of print statement"),
        VARIABLE_END("end of print statement"),
        BLOCK_BEGIN("begin of statement block"),
        BLOCK_END("end of statement block"),
        NAME("name"),
        STRING("string"),
        INTEGER("integer"),
        FLOAT("float"),
        OPERATOR("operator"),
        END("end of template");

        private final String description;

        Type(String description) {
            this.description = description;
        }

        String description() {
            return description;
        }
    }

    boolean is(Type wanted, String word) {
        return type == wanted && text.equals(word);
    }

    boolean isOperator(String operator) {
        return is(Type.OPERATOR, operator);
    }

    boolean isName(String name) {
        return is(Type.NAME, name);
    }

    /** The token as errors name it. */
    String describe() {
        return switch (type) {
            case NAME, OPERATOR, STRING, INTEGER, FLOAT -> text;
            default -> type.description();
        };
    }
}

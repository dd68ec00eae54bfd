package io.github.tcib.convert;

import java.util.List;

/** What a YAML file of the layout holds, with the comments that stand before its parts. */
sealed interface YamlNode {

    /** A text, quoted or folded as needed. */
    record Text(String text) implements YamlNode {}

    /** A truth value or number as it is spelt. */
    record Plain(String spelling) implements YamlNode {}

    /** A list. */
    record Listing(List<Item> items) implements YamlNode {
        public Listing {
            items = List.copyOf(items);
        }

        static Listing of(List<String> texts) {
            return new Listing(texts.stream()
                    .map(text -> new Item(List.of(), new Text(text)))
                    .toList());
        }
    }

    /** A map. */
    record Table(List<Field> fields) implements YamlNode {
        public Table {
            fields = List.copyOf(fields);
        }
    }

    /** An item of a list. */
    record Item(List<String> comments, YamlNode value) {
        public Item {
            comments = List.copyOf(comments);
        }
    }

    /** A key and its value. */
    record Field(List<String> comments, String key, YamlNode value) {
        public Field {
            comments = List.copyOf(comments);
        }
    }
}

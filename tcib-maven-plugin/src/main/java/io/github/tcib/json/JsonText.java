package io.github.tcib.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.regex.Pattern;

/** A JSON text as a tree, and a tree as a text. */
public final class JsonText {

    private static final int DEEPEST = 500;
    /** What is kept of a token takes more memory than the token: its number is bounded. */
    private static final int MOST_TOKENS = 5_000_000;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxTokenCount(MOST_TOKENS)
                    .maxNestingDepth(DEEPEST)
                    .build())
            .build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Where what was not closed began, with words on the parser's settings. */
    private static final Pattern PARSERS_OWN = Pattern.compile(" \\(start marker at \\[.*?]\\)");

    private JsonText() {}

    /**
     * The first value of a UTF-8 text; a missing node when there is none. Of a field that is there twice the last one counts.
     *
     * @throws JsonProcessingException when it is not JSON
     */
    public static JsonNode read(byte[] text) throws JsonProcessingException {
        return read(() -> FACTORY.createParser(text));
    }

    /**
     * The first value of a text; a missing node when there is none.
     *
     * @throws JsonProcessingException when it is not JSON
     */
    public static JsonNode read(String text) throws JsonProcessingException {
        return read(() -> FACTORY.createParser(text));
    }

    /** The text of a tree in UTF-8, without blanks; fields stay in their order. */
    public static byte[] write(JsonNode tree) {
        return write(tree, false);
    }

    /** As {@link #write}, for people: a line each for fields and items, two blanks a level, a line feed at the end. */
    public static byte[] writeIndented(JsonNode tree) {
        return write(tree, true);
    }

    private interface Source {
        JsonParser open() throws IOException;
    }

    private static JsonNode read(Source source) throws JsonProcessingException {
        try (JsonParser parser = source.open()) {
            JsonToken token = parser.nextToken();
            return token == null ? MissingNode.getInstance() : value(parser, token);
        } catch (JsonProcessingException e) {
            throw new JsonParseException(
                    null, PARSERS_OWN.matcher(e.getOriginalMessage()).replaceAll(""), e.getLocation(), e);
        } catch (IOException e) {
            // the parser takes some bytes for UTF-16 or UTF-32, and then says so of characters that are none
            throw new JsonParseException(null, "characters that are none: " + e.getMessage(), e);
        }
    }

    /** The parser bounds how deep values may lie in each other. */
    private static JsonNode value(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> {
                ObjectNode object = NODES.objectNode();
                for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                    object.set(name, value(parser, parser.nextToken()));
                }
                yield object;
            }
            case START_ARRAY -> {
                ArrayNode array = NODES.arrayNode();
                for (JsonToken item = parser.nextToken(); item != JsonToken.END_ARRAY; item = parser.nextToken()) {
                    array.add(value(parser, item));
                }
                yield array;
            }
            case VALUE_STRING -> NODES.textNode(parser.getText());
            case VALUE_NUMBER_INT ->
                switch (parser.getNumberType()) {
                    case INT -> NODES.numberNode(parser.getIntValue());
                    case LONG -> NODES.numberNode(parser.getLongValue());
                    default -> NODES.numberNode(parser.getBigIntegerValue());
                };
            case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            default -> throw new IllegalStateException("the parser does not give out " + token + " here");
        };
    }

    private static byte[] write(JsonNode tree, boolean indented) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            if (indented) {
                DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
                generator.setPrettyPrinter(
                        new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter));
            }
            write(tree, generator);
            if (indented) {
                generator.writeRaw('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException("nothing is written but memory", e);
        }
        return text.toByteArray();
    }

    private static void write(JsonNode node, JsonGenerator generator) throws IOException {
        switch (node.getNodeType()) {
            case OBJECT -> {
                generator.writeStartObject();
                for (Map.Entry<String, JsonNode> field : node.properties()) {
                    generator.writeFieldName(field.getKey());
                    write(field.getValue(), generator);
                }
                generator.writeEndObject();
            }
            case ARRAY -> {
                generator.writeStartArray();
                for (JsonNode item : node) {
                    write(item, generator);
                }
                generator.writeEndArray();
            }
            case STRING -> generator.writeString(node.textValue());
            case BOOLEAN -> generator.writeBoolean(node.booleanValue());
            case NULL -> generator.writeNull();
            case NUMBER -> {
                switch (node.numberType()) {
                    case INT, LONG -> generator.writeNumber(node.longValue());
                    case BIG_INTEGER -> generator.writeNumber(node.bigIntegerValue());
                    case FLOAT, DOUBLE -> generator.writeNumber(node.doubleValue());
                    case BIG_DECIMAL -> generator.writeNumber(node.decimalValue());
                    default -> throw new IllegalArgumentException("no number: " + node);
                }
            }
            default -> throw new IllegalArgumentException("not a node of a JSON text: " + node.getNodeType());
        }
    }
}

package io.github.tcib.repodata;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** XML of few kinds of elements, in UTF-8; what XML has no way to write is left out of texts. */
final class Xml {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final XMLStreamWriter writer;

    /** @param namespaces prefix and URI in turn; an empty prefix for elements without one */
    Xml(String root, String... namespaces) {
        try {
            writer = XMLOutputFactory.newInstance().createXMLStreamWriter(bytes, "UTF-8");
            writer.writeStartDocument("UTF-8", "1.0");
            writer.writeCharacters("\n");
            writer.writeStartElement(root);
            for (int i = 0; i < namespaces.length; i += 2) {
                if (namespaces[i].isEmpty()) {
                    writer.writeDefaultNamespace(namespaces[i + 1]);
                } else {
                    writer.writeNamespace(namespaces[i], namespaces[i + 1]);
                }
            }
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Write {
        void run() throws XMLStreamException;
    }

    private Xml write(Write write) {
        try {
            write.run();
            return this;
        } catch (XMLStreamException e) {
            throw new IllegalStateException("nothing fails that is written to memory", e);
        }
    }

    Xml begin(String element) {
        return write(() -> writer.writeStartElement(element));
    }

    Xml end() {
        return write(writer::writeEndElement);
    }

    /** Ends an element that stands on a line of its own. */
    Xml endLine() {
        return write(() -> {
            writer.writeEndElement();
            writer.writeCharacters("\n");
        });
    }

    Xml newLine() {
        return write(() -> writer.writeCharacters("\n"));
    }

    Xml attribute(String name, String value) {
        return write(() -> writer.writeAttribute(name, printable(value)));
    }

    Xml attribute(String name, long value) {
        return attribute(name, String.valueOf(value));
    }

    Xml attribute(String name, Optional<String> value) {
        return value.isPresent() ? attribute(name, value.get()) : this;
    }

    /** An element with text and nothing else. */
    Xml text(String element, String text) {
        return begin(element).text(text).end();
    }

    Xml text(String text) {
        return write(() -> writer.writeCharacters(printable(text)));
    }

    /** Ends the document. */
    byte[] bytes() {
        write(() -> {
            writer.writeEndElement();
            writer.writeCharacters("\n");
            writer.writeEndDocument();
            writer.close();
        });
        return bytes.toByteArray();
    }

    /** What XML 1.0 allows ("Characters", production 2). */
    private static String printable(String text) {
        if (text.chars().allMatch(c -> c >= ' ' && c < 0xd800)) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        text.codePoints()
                .filter(c -> c == '\t'
                        || c == '\n'
                        || c == '\r'
                        || (c >= ' ' && c < 0xd800)
                        || (c >= 0xe000 && c != 0xfffe && c != 0xffff))
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }
}

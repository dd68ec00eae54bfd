package io.github.tcib.repository;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads the metalinks that MirrorManager hands out (Metalink 3.0): mirrors of repomd.xml and its digests. */
final class Metalink {

    private Metalink() {}

    /** The SHA-256 or SHA-512 of the current repomd.xml; older states that are allowed too come later in the file. */
    static String repomdDigestIn(String url, byte[] content) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newInstance();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(content));
            try {
                while (reader.hasNext()) {
                    if (reader.next() == XMLStreamConstants.START_ELEMENT && isStrongHash(reader)) {
                        return reader.getElementText().strip();
                    }
                }
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            throw new IOException(Downloads.shown(url) + " does not give a metalink", e);
        }
        throw new IOException(
                "the metalink " + Downloads.shown(url) + " gives no SHA-256 and no SHA-512 of repomd.xml");
    }

    private static boolean isStrongHash(XMLStreamReader reader) {
        String type = reader.getAttributeValue(null, "type");
        return reader.getLocalName().equals("hash") && ("sha256".equals(type) || "sha512".equals(type));
    }
}

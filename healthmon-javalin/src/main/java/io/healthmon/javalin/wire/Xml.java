package io.healthmon.javalin.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes XML, element by element. What XML cannot hold is replaced. Not thread-safe. */
public final class Xml {

    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final XMLStreamWriter writer;

    /** What is to be written, an element at a time. */
    @FunctionalInterface
    private interface Part {
        void write() throws XMLStreamException;
    }

    private Xml() {
        try {
            writer = FACTORY.createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A document whose root is this, in this namespace. */
    public static Xml root(String name, String namespace) {
        Xml xml = new Xml();
        xml.write(() -> {
            xml.writer.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
            xml.writer.writeStartElement(name);
            xml.writer.writeDefaultNamespace(namespace);
        });
        return xml;
    }

    /** Begins an element. */
    public Xml open(String name) {
        return write(() -> writer.writeStartElement(name));
    }

    /** Gives the newest element an attribute, before anything is in it. */
    public Xml with(String attribute, Object value) {
        return write(() -> writer.writeAttribute(attribute, storable(String.valueOf(value))));
    }

    /** Adds text. */
    public Xml text(String text) {
        return write(() -> writer.writeCharacters(storable(text)));
    }

    /** Ends the newest element. */
    public Xml close() {
        return write(writer::writeEndElement);
    }

    /** An element of nothing but text. */
    public Xml element(String name, String text) {
        return open(name).text(text).close();
    }

    /** Ends the document. */
    public byte[] bytes() {
        write(writer::writeEndDocument);
        return bytes.toByteArray();
    }

    private Xml write(Part part) {
        try {
            part.write();
            return this;
        } catch (XMLStreamException e) {
            throw new IllegalStateException("XML could not be written", e);
        }
    }

    private static String storable(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints().map(point -> allowed(point) ? point : '\uFFFD').forEach(kept::appendCodePoint);
        return kept.toString();
    }

    /** As XML 1.0 has it. */
    private static boolean allowed(int point) {
        return point == '\t'
                || point == '\n'
                || point == '\r'
                || point >= 0x20 && point <= 0xD7FF
                || point >= 0xE000 && point <= 0xFFFD
                || point >= 0x10000;
    }
}

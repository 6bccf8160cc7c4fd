package io.healthmon.check.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** Undoes a {@code Content-Encoding}. The JDK's client does not, and some servers compress unasked. */
final class ContentDecoder {

    private static final int CHUNK = 8_192;

    private ContentDecoder() {}

    /**
     * The first {@code max} bytes of what {@code bytes} decode to, however much more there is; of an input that ends early,
     * what it decodes to. Empty if the encoding is not known or the bytes are not encoded so.
     */
    static Optional<byte[]> decode(String encoding, byte[] bytes, long max) {
        String name = encoding.strip().toLowerCase(Locale.ROOT);
        if (bytes.length == 0 || name.isEmpty() || name.equals("identity")) {
            return Optional.of(bytes);
        }
        InputStream encoded = new ByteArrayInputStream(bytes);
        return switch (name) {
            case "gzip", "x-gzip" -> read(() -> new GZIPInputStream(encoded), max);
            case "deflate" -> inflate(encoded, !hasZlibHeader(bytes), max);
            default -> Optional.empty();
        };
    }

    private static Optional<byte[]> inflate(InputStream encoded, boolean raw, long max) {
        Inflater inflater = new Inflater(raw);
        try {
            return read(() -> new InflaterInputStream(encoded, inflater), max);
        } finally {
            inflater.end();
        }
    }

    /** RFC 9110 means zlib by {@code deflate}; some servers send the bare stream. */
    private static boolean hasZlibHeader(byte[] bytes) {
        return bytes.length >= 2 && (bytes[0] & 0x0f) == 8 && (((bytes[0] & 0xff) << 8) + (bytes[1] & 0xff)) % 31 == 0;
    }

    @FunctionalInterface
    private interface Source {
        InputStream open() throws IOException;
    }

    private static Optional<byte[]> read(Source source, long max) {
        ByteArrayOutputStream decoded = new ByteArrayOutputStream();
        try (InputStream in = source.open()) {
            byte[] chunk = new byte[CHUNK];
            while (decoded.size() < max) {
                int count = in.read(chunk, 0, (int) Math.min(chunk.length, max - decoded.size()));
                if (count < 0) {
                    break;
                }
                decoded.write(chunk, 0, count);
            }
        } catch (EOFException endsEarly) {
            return decoded.size() == 0 ? Optional.empty() : Optional.of(decoded.toByteArray());
        } catch (IOException corrupt) {
            return Optional.empty();
        }
        return Optional.of(decoded.toByteArray());
    }
}

package io.healthmon.check.docker;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An HTTP/1.1 answer of a Docker Engine, read to its end: chunked, of a given length, or until the engine hangs up. Head and
 * body are bounded.
 *
 * @param code the status code
 * @param body at most {@link #MAX_BODY} bytes
 */
record EngineAnswer(int code, byte[] body) {

    static final int MAX_HEAD = 16 * 1024;
    static final int MAX_BODY = 1024 * 1024;

    private static final int MAX_LINE = 4 * 1024;
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] (\\d{3})(?: .*)?");

    /** The answer is longer than {@link #MAX_BODY}. */
    static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Reads one.
     *
     * @throws ProtocolException if it is no HTTP/1.1, or its head is beyond its bound
     * @throws TooLongException if its body is beyond its bound
     * @throws EOFException if it ends too soon
     */
    static EngineAnswer read(InputStream in) throws IOException {
        Matcher status = STATUS_LINE.matcher(line(in));
        if (!status.matches()) {
            throw new ProtocolException("no HTTP status line");
        }
        int code = Integer.parseInt(status.group(1));
        boolean chunked = false;
        long length = -1;
        int head = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            head += header.length();
            if (head > MAX_HEAD) {
                throw new ProtocolException("a head longer than " + MAX_HEAD + " bytes");
            }
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("transfer-encoding:")) {
                chunked = lower.endsWith("chunked");
            } else if (lower.startsWith("content-length:")) {
                length = number(lower.substring(lower.indexOf(':') + 1).strip(), 10);
            }
        }
        if (code == 204 || code == 304) {
            return new EngineAnswer(code, new byte[0]);
        }
        return new EngineAnswer(code, chunked ? chunks(in) : length >= 0 ? exactly(in, length) : toTheEnd(in));
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            String size = line(in);
            int semicolon = size.indexOf(';');
            long length = number((semicolon < 0 ? size : size.substring(0, semicolon)).strip(), 16);
            if (length == 0) {
                return body.toByteArray();
            }
            if (body.size() + length > MAX_BODY) {
                throw new TooLongException();
            }
            body.writeBytes(exactly(in, length));
            if (!line(in).isEmpty()) {
                throw new ProtocolException("a chunk longer than announced");
            }
        }
    }

    private static byte[] exactly(InputStream in, long length) throws IOException {
        if (length > MAX_BODY) {
            throw new TooLongException();
        }
        byte[] bytes = in.readNBytes((int) length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    private static byte[] toTheEnd(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MAX_BODY + 1);
        if (bytes.length > MAX_BODY) {
            throw new TooLongException();
        }
        return bytes;
    }

    private static long number(String digits, int radix) throws ProtocolException {
        // Eight digits are more than any length we take, in either radix, and cannot overflow.
        if (digits.isEmpty() || digits.length() > 8 || digits.chars().anyMatch(c -> Character.digit(c, radix) < 0)) {
            throw new ProtocolException("no length where one belongs");
        }
        return Long.parseLong(digits, radix);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException();
            }
            if (line.size() == MAX_LINE) {
                throw new ProtocolException("a line longer than " + MAX_LINE + " bytes");
            }
            line.write(c);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}

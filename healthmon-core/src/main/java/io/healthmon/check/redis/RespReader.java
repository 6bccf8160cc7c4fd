package io.healthmon.check.redis;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads RESP2 from somebody who may mean harm: every length, count, depth and the whole of a reply is bounded. */
final class RespReader {

    static final int MAX_LINE = 1_024;
    static final int MAX_REPLY = 1024 * 1024;
    static final int MAX_ITEMS = 10_000;
    static final int MAX_DEPTH = 4;

    private final InputStream in;
    private final Runnable begun;
    private int left;

    /** A reader that runs {@code begun} at the first byte of each reply. */
    RespReader(InputStream in, Runnable begun) {
        this.in = in;
        this.begun = begun;
    }

    /**
     * The next reply.
     *
     * @throws ProtocolException if it is none, or beyond a bound
     * @throws EOFException if the stream ends
     */
    RespReply read() throws IOException {
        left = MAX_REPLY;
        int type = next();
        begun.run();
        return reply(type, 0);
    }

    private RespReply reply(int type, int depth) throws IOException {
        return switch (type) {
            case '+' -> new RespReply.Status(line());
            case '-' -> new RespReply.Failure(line());
            case ':' -> new RespReply.Number(number(Long.MIN_VALUE, Long.MAX_VALUE));
            case '$' -> bulk();
            case '*' -> items(depth);
            default -> throw new ProtocolException("no RESP type");
        };
    }

    private RespReply bulk() throws IOException {
        int length = (int) number(-1, left);
        if (length < 0) {
            return new RespReply.Bulk(Optional.empty());
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        left -= length;
        if (next() != '\r' || next() != '\n') {
            throw new ProtocolException("a string longer than announced");
        }
        return new RespReply.Bulk(Optional.of(new String(bytes, StandardCharsets.UTF_8)));
    }

    private RespReply items(int depth) throws IOException {
        if (depth == MAX_DEPTH) {
            throw new ProtocolException("arrays nested too deep");
        }
        long count = number(-1, MAX_ITEMS);
        List<RespReply> items = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            items.add(reply(next(), depth + 1));
        }
        return new RespReply.Items(items);
    }

    private long number(long min, long max) throws IOException {
        long number;
        try {
            number = Long.parseLong(line());
        } catch (NumberFormatException e) {
            throw new ProtocolException("no number where one belongs");
        }
        if (number < min || number > max) {
            throw new ProtocolException("a length out of bounds");
        }
        return number;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        int c = next();
        while (c != '\r') {
            if (c == '\n' || line.length() == MAX_LINE) {
                throw new ProtocolException("no line of at most " + MAX_LINE + " bytes");
            }
            line.append((char) c);
            c = next();
        }
        if (next() != '\n') {
            throw new ProtocolException("a lone carriage return");
        }
        return line.toString();
    }

    private int next() throws IOException {
        int c = in.read();
        if (c < 0) {
            throw new EOFException();
        }
        if (--left < 0) {
            throw new ProtocolException("a reply longer than " + MAX_REPLY + " bytes");
        }
        return c;
    }
}

package io.healthmon.check.http;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Collects the bytes of a body up to a cap, decodes them, and is the place where memory is bounded: never holds more than
 * about {@code max} bytes as they came and {@code max} decoded ones. Not thread-safe.
 */
final class CappedBody {

    private static final byte[] NOTHING = new byte[0];

    private final int max;
    private final String encoding;
    private final long wireMax;
    private byte[] wire = NOTHING;
    private int size;
    private boolean overflown;

    /**
     * What was collected.
     *
     * @param bytes at most {@code max}
     * @param truncated true if there were more
     */
    record Collected(byte[] bytes, boolean truncated) {

        static Collected cut(byte[] bytes, int max, boolean truncated) {
            return bytes.length > max
                    ? new Collected(Arrays.copyOf(bytes, max), true)
                    : new Collected(bytes, truncated);
        }
    }

    /**
     * @param max bytes of the decoded body to keep
     * @param encoding the answer's {@code Content-Encoding}; empty if it has none
     */
    CappedBody(int max, String encoding) {
        this.max = max;
        this.encoding = encoding;
        // Compressing may lengthen a little: what is incompressible, plus gzip's header and trailer.
        this.wireMax = encoding.isEmpty() ? max : max + max / 64L + 1_024;
    }

    /** Takes bytes as they come; false once there is no use for more. */
    boolean add(ByteBuffer bytes) {
        int room = (int) Math.min(bytes.remaining(), wireMax - size);
        overflown |= bytes.remaining() > room;
        if (size + room > wire.length) {
            wire = Arrays.copyOf(wire, (int) Math.min(wireMax, Math.max(size + room, 2L * size)));
        }
        bytes.get(wire, size, room);
        size += room;
        return !overflown;
    }

    /** Bytes held. */
    int size() {
        return size;
    }

    /**
     * The body. One that cannot be decoded is given as it came: an evaluator finds that it is not what it claims to be, or
     * goes by the code.
     */
    Collected collect() {
        byte[] bytes = size == wire.length ? wire : Arrays.copyOf(wire, size);
        byte[] decoded = ContentDecoder.decode(encoding, bytes, max + 1L).orElse(bytes);
        return Collected.cut(decoded, max, overflown);
    }
}

package io.healthmon.jdbc;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows in the format of PostgreSQL's {@code COPY … (format binary)}: a header, then per row the number of its columns and each
 * value after its length, then an end mark. Not thread-safe.
 */
final class BinaryRows {

    private static final byte[] SIGNATURE = "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int NULL = -1;
    private static final byte JSONB_VERSION = 1;

    /** Times are counted from here, in microseconds. */
    private static final long EPOCH_SECOND =
            Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();

    private byte[] bytes;
    private int length;

    /**
     * @param expected about how many bytes it will be
     */
    BinaryRows(int expected) {
        bytes = new byte[Math.max(expected, 64)];
        put(SIGNATURE);
        put4(0); // no flags
        put4(0); // no extension of the header
    }

    /** Begins a row; each of its columns is to follow, in the order of the statement. */
    void row(int columns) {
        put2(columns);
    }

    void bigint(long value) {
        put4(Long.BYTES);
        put8(value);
    }

    void integer(@Nullable Integer value) {
        if (value == null) {
            put4(NULL);
        } else {
            put4(Integer.BYTES);
            put4(value);
        }
    }

    void text(@Nullable String value) {
        if (value == null) {
            put4(NULL);
        } else {
            byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
            put4(utf8.length);
            put(utf8);
        }
    }

    void jsonb(@Nullable String json) {
        if (json == null) {
            put4(NULL);
        } else {
            byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
            put4(1 + utf8.length);
            room(1);
            bytes[length++] = JSONB_VERSION;
            put(utf8);
        }
    }

    void timestamptz(Instant value) {
        bigint(Math.addExact(
                Math.multiplyExact(value.getEpochSecond() - EPOCH_SECOND, 1_000_000L), value.getNano() / 1_000));
    }

    /** All of it, ended. */
    byte[] end() {
        put2(-1);
        return Arrays.copyOf(bytes, length);
    }

    private void put2(int value) {
        room(2);
        bytes[length++] = (byte) (value >> 8);
        bytes[length++] = (byte) value;
    }

    private void put4(int value) {
        put2(value >> 16);
        put2(value);
    }

    private void put8(long value) {
        put4((int) (value >> 32));
        put4((int) value);
    }

    private void put(byte[] value) {
        room(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(length, more)));
        }
    }
}

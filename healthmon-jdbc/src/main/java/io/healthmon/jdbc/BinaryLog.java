package io.healthmon.jdbc;

import io.healthmon.check.Checks;
import io.healthmon.evaluate.CheckResult;
import io.healthmon.evaluate.Evaluation;
import io.healthmon.store.StoredCheck;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows of the log in the format of PostgreSQL's {@code COPY … (format binary)}, as {@link BinaryRows} writes it. What most rows
 * have in common, their services' names and that they are healthy, is made once. Not thread-safe.
 */
final class BinaryLog {

    /** What to copy, in this order. */
    static final String COLUMNS = "id, service_name, status, response_time_ms, \"timestamp\", reason, message,"
            + " case when status <> 'healthy' then checks end";

    private static final int HEADER = 19;
    private static final int END = -1;
    private static final int NULL = -1;

    /** Times are counted from here, in microseconds. */
    private static final long EPOCH_SECOND =
            Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();

    private static final String HEALTHY = "healthy";
    private static final Evaluation PLAIN = Evaluation.healthy(Checks.empty(), Optional.empty());

    private final Names names = new Names();
    private boolean begun;

    /** The row in a message of the protocol; empty if that holds none: the server sends each row by itself, and header and end beside them. */
    Optional<StoredCheck> row(byte[] message) {
        ByteBuffer bytes = ByteBuffer.wrap(message);
        if (!begun) {
            begun = true;
            bytes.position(HEADER);
        }
        return bytes.remaining() < 2 || bytes.getShort() == END ? Optional.empty() : Optional.of(row(bytes));
    }

    private StoredCheck row(ByteBuffer bytes) {
        bytes.getInt();
        long id = bytes.getLong();
        String service = names.of(bytes, bytes.getInt());
        String status = names.of(bytes, bytes.getInt());
        Integer responseTime = bytes.getInt() == NULL ? null : Integer.valueOf(bytes.getInt());
        bytes.getInt();
        Instant timestamp = timestamp(bytes.getLong());
        String reason = text(bytes);
        String message = text(bytes);
        JSONB checks = jsonb(bytes);
        if (status.equals(HEALTHY)) {
            Duration took = Duration.ofMillis(responseTime == null ? 0 : Math.max(0, responseTime));
            return new StoredCheck(id, new CheckResult(service, timestamp, took, PLAIN));
        }
        return new StoredCheck(
                id, CheckRows.check(service, timestamp, responseTime, status, reason, message, checks, null));
    }

    private static Instant timestamp(long micros) {
        return Instant.ofEpochSecond(
                EPOCH_SECOND + Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
    }

    private static @Nullable String text(ByteBuffer bytes) {
        int length = bytes.getInt();
        if (length == NULL) {
            return null;
        }
        String text = new String(bytes.array(), bytes.position(), length, StandardCharsets.UTF_8);
        bytes.position(bytes.position() + length);
        return text;
    }

    private static @Nullable JSONB jsonb(ByteBuffer bytes) {
        String json = text(bytes);
        return json == null ? null : JSONB.jsonb(json.substring(1)); // behind the version
    }

    /** Words that come again and again, found by their bytes. A word that finds its place taken is made anew. */
    private static final class Names {
        private static final int PLACES = 1 << 14;

        private final byte[][] bytes = new byte[PLACES][];
        private final String[] names = new String[PLACES];

        String of(ByteBuffer from, int length) {
            byte[] all = from.array();
            int start = from.position();
            from.position(start + length);
            int hash = 0;
            for (int i = start; i < start + length; i++) {
                hash = 31 * hash + all[i];
            }
            int place = (hash ^ hash >>> 16) & PLACES - 1;
            byte[] there = bytes[place];
            if (there != null && java.util.Arrays.equals(there, 0, there.length, all, start, start + length)) {
                return names[place];
            }
            String name = new String(all, start, length, StandardCharsets.UTF_8);
            bytes[place] = name.getBytes(StandardCharsets.UTF_8);
            names[place] = name;
            return name;
        }
    }
}

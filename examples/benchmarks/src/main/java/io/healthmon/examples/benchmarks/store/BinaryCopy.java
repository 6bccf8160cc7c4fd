package io.healthmon.examples.benchmarks.store;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** COPY in PostgreSQL's binary format. */
final class BinaryCopy {

    private static final String SQL = "copy service_health_checks"
            + " (id, service_name, status, checks, response_time_ms, timestamp, body_format) from stdin (format binary)";
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final int NO_FLAGS = 0;
    private static final int NO_EXTENSION = 0;
    private static final int FIELDS = 7;
    private static final int END = -1;
    private static final int JSONB_VERSION = 1;

    /** What PostgreSQL counts from. */
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

    private BinaryCopy() {}

    static void checks(Connection connection, List<CheckRow> rows) throws SQLException {
        byte[] data = encoded(rows);
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(SQL);
        copy.writeToCopy(data, 0, data.length);
        copy.endCopy();
    }

    private static byte[] encoded(List<CheckRow> rows) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(rows.size() * 256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(SIGNATURE);
            out.writeInt(NO_FLAGS);
            out.writeInt(NO_EXTENSION);
            for (CheckRow row : rows) {
                write(out, row);
            }
            out.writeShort(END);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, CheckRow row) throws IOException {
        out.writeShort(FIELDS);
        out.writeInt(Long.BYTES);
        out.writeLong(row.id());
        text(out, row.service());
        text(out, CheckRow.STATUS);
        byte[] checks = row.checks().getBytes(StandardCharsets.UTF_8);
        out.writeInt(checks.length + 1);
        out.writeByte(JSONB_VERSION);
        out.write(checks);
        out.writeInt(Integer.BYTES);
        out.writeInt(row.responseTimeMillis());
        out.writeInt(Long.BYTES);
        out.writeLong(ChronoUnit.MICROS.between(EPOCH, row.timestamp()));
        text(out, CheckRow.FORMAT);
    }

    private static void text(DataOutputStream out, String value) throws IOException {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}

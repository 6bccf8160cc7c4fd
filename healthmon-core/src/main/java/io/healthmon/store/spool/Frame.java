package io.healthmon.store.spool;

import io.healthmon.store.Numbered;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Some entries as they lie in a segment: a head of {@value #HEAD} bytes that tells what follows and how long it is, with a checksum of
 * its own, then the entries, compressed, with theirs. The head repeats the segment's stamp, so that what an earlier use of the file has
 * left behind is never taken for a frame of this one.
 *
 * @param stamp the segment's
 * @param origin who numbered the entries
 * @param tally what kinds of entries they are
 * @param plainLength how long they are when decompressed
 * @param length how long they are as they lie there
 * @param checksum of what lies there
 */
record Frame(long stamp, UUID origin, Tally tally, int plainLength, int length, int checksum) {

    static final int HEAD = 64;

    /** What one frame decompresses to at most: far more than {@link #TARGET}, and a bound on what a broken head can ask for. */
    static final int MAX_PLAIN = 16 * 1024 * 1024;

    /** How many bytes of entries are put into one frame, about. */
    static final int TARGET = 384 * 1024;

    private static final int MAGIC = 0x484D4652; // HMFR

    /** A frame and what it is the head of. */
    record Packed(Frame frame, byte[] payload) {

        /** All of it, as it is to lie in the segment of that stamp. */
        ByteBuffer bytes(long stamp) {
            ByteBuffer bytes = ByteBuffer.allocate(HEAD + frame.length);
            frame.writeHead(stamp, bytes);
            bytes.put(payload, 0, frame.length);
            return bytes.flip();
        }
    }

    static Packed pack(UUID origin, List<? extends Numbered> entries) throws IOException {
        ByteArrayOutputStream plain = new ByteArrayOutputStream(64 * 1024);
        EntryJson.write(entries, plain);
        byte[] payload = deflated(plain.toByteArray());
        return new Packed(
                new Frame(
                        0, origin, Tally.of(entries), plain.size(), payload.length, checksum(payload, payload.length)),
                payload);
    }

    private static byte[] deflated(byte[] plain) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        try {
            deflater.setInput(plain);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length / 4 + 64);
            byte[] buffer = new byte[8 * 1024];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    /**
     * Its entries.
     *
     * @throws IOException if these are not the bytes that were written
     */
    List<Numbered> entries(byte[] payload) throws IOException {
        if (checksum(payload, length) != checksum) {
            throw new IOException("the checksum of a frame is wrong");
        }
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(payload, 0, length);
            byte[] plain = new byte[plainLength];
            int count = 0;
            while (count < plainLength && !inflater.finished()) {
                int more = inflater.inflate(plain, count, plainLength - count);
                if (more == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                    break;
                }
                count += more;
            }
            if (count != plainLength) {
                throw new IOException("a frame is shorter than it says");
            }
            return EntryJson.read(new ByteArrayInputStream(plain));
        } catch (DataFormatException e) {
            throw new IOException("a frame can't be decompressed", e);
        } finally {
            inflater.end();
        }
    }

    boolean isSound(byte[] payload) {
        return checksum(payload, length) == checksum;
    }

    private void writeHead(long itsStamp, ByteBuffer to) {
        int start = to.position();
        to.putInt(MAGIC)
                .putLong(itsStamp)
                .putLong(origin.getMostSignificantBits())
                .putLong(origin.getLeastSignificantBits())
                .putInt(tally.entries())
                .putInt(tally.healthy())
                .putInt(tally.alerting())
                .putInt(plainLength)
                .putInt(length)
                .putInt(checksum);
        to.position(start + HEAD - Integer.BYTES);
        to.putInt(checksum(to.array(), start, HEAD - Integer.BYTES));
    }

    /** The frame that begins at the buffer's position, of the segment of that stamp; empty if there is none. */
    static Optional<Frame> readHead(ByteBuffer head, long stamp) {
        int start = head.position();
        if (head.remaining() < HEAD
                || head.getInt(start) != MAGIC
                || head.getInt(start + HEAD - Integer.BYTES)
                        != checksum(head.array(), head.arrayOffset() + start, HEAD - Integer.BYTES)) {
            return Optional.empty();
        }
        head.position(start + Integer.BYTES);
        Frame frame = new Frame(
                head.getLong(),
                new UUID(head.getLong(), head.getLong()),
                new Tally(head.getInt(), head.getInt(), head.getInt()),
                head.getInt(),
                head.getInt(),
                head.getInt());
        boolean possible = frame.plainLength >= 0 && frame.plainLength <= MAX_PLAIN && frame.length >= 0;
        return frame.stamp == stamp && possible ? Optional.of(frame) : Optional.empty();
    }

    private static int checksum(byte[] bytes, int length) {
        return checksum(bytes, 0, length);
    }

    private static int checksum(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }
}

package io.healthmon.internal;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.zip.CRC32C;

/**
 * The fixed grid of a service: slots lie one interval apart, shifted by a phase that a hash of the name gives. So there is no
 * herd at start, no drift, and the same slots after a restart and on every node. Pure.
 */
record SlotGrid(long phaseMicros, long intervalMicros) {

    static SlotGrid of(String service, Duration interval) {
        CRC32C crc = new CRC32C();
        crc.update(service.getBytes(StandardCharsets.UTF_8));
        long intervalMicros = interval.toNanos() / 1_000;
        // Spread over the whole interval: the 32 bits of the hash are a fraction of it.
        long phase = (long) ((spread(crc.getValue()) / (double) (1L << 32)) * intervalMicros);
        return new SlotGrid(phase, intervalMicros);
    }

    /** CRCs of similar names differ in few bits; a multiplicative mix makes all of them count. */
    private static long spread(long crc) {
        long mixed = (crc ^ (crc >>> 16)) * 0x45d9f3bL & 0xffffffffL;
        mixed = (mixed ^ (mixed >>> 16)) * 0x45d9f3bL & 0xffffffffL;
        return mixed ^ (mixed >>> 16);
    }

    /** How long after {@code now} the next slot comes; never zero. */
    Duration untilNext(Instant now) {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, now);
        return Duration.of(intervalMicros - Math.floorMod(micros - phaseMicros, intervalMicros), ChronoUnit.MICROS);
    }
}

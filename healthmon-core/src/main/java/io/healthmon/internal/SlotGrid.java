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

    /**
     * Phases are multiples of this: far too little to make a herd, but a thread that wakes then has all of its slots to start, and
     * to wake one for each costs more than a check.
     */
    private static final long TOGETHER_MICROS = 5_000;

    static SlotGrid of(String service, Duration interval) {
        CRC32C crc = new CRC32C();
        crc.update(service.getBytes(StandardCharsets.UTF_8));
        long intervalMicros = interval.toNanos() / 1_000;
        // Spread over the whole interval: the 32 bits of the hash are a fraction of it.
        long phase = (long) ((spread(crc.getValue()) / (double) (1L << 32)) * intervalMicros);
        long together = Math.max(1, Math.min(TOGETHER_MICROS, intervalMicros / 100));
        return new SlotGrid(phase - phase % together, intervalMicros);
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

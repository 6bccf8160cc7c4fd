package io.healthmon.jdbc;

import io.healthmon.store.Latencies;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long many checks took, in milliseconds: how many fell into each bucket of a histogram whose buckets are exact up to 255 ms and
 * less than one per cent wide beyond. Two of them add up to what both together took. Not thread-safe.
 *
 * <p>As bytes: a version, then for each bucket that is not empty, upwards, one number of variable length: the empty buckets passed
 * over, times eight, plus the count less one if that is less than seven. If it is not, seven is added, and the count less eight
 * follows. For an hour of a service that takes half of what the library's own forms do, and reading it allocates nothing that the
 * bytes ask for.
 */
final class ResponseTimes {

    private static final Logger LOG = LoggerFactory.getLogger(ResponseTimes.class);
    private static final AtomicBoolean SAID_DAMAGED = new AtomicBoolean();

    /** Of a time that are right: the buckets beyond 255 ms are one part in 128 wide at most. */
    private static final int DIGITS = 2;

    private static final int VERSION = 1;

    /** Counts below this stand beside the gap. */
    private static final int SHORT = 8;

    /** More than any bucket ever holds, and few enough that sums don't overflow. */
    private static final long MAX_COUNT = 1L << 40;

    private final Histogram histogram = new Histogram(DIGITS);

    void add(int millis) {
        histogram.recordValue(Math.max(0, millis));
    }

    void add(ResponseTimes other) {
        histogram.add(other.histogram);
    }

    /** Within one per cent, by nearest rank. */
    Latencies latencies() {
        long checks = histogram.getTotalCount();
        return checks == 0
                ? Latencies.NONE
                : new Latencies(checks, percentile(50), percentile(95), percentile(99), (int) histogram.getMaxValue());
    }

    private int percentile(int percent) {
        return (int) histogram.getValueAtPercentile(percent);
    }

    /** Null if there are none. */
    byte @Nullable [] bytes() {
        if (histogram.getTotalCount() == 0) {
            return null;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(VERSION);
        long max = histogram.getMaxValue();
        long empty = 0;
        for (long millis = 0; millis <= max; millis = histogram.nextNonEquivalentValue(millis)) {
            long count = histogram.getCountAtValue(millis);
            if (count == 0) {
                empty++;
            } else {
                write(bytes, empty * SHORT + Math.min(count, SHORT) - 1);
                if (count >= SHORT) {
                    write(bytes, count - SHORT);
                }
                empty = 0;
            }
        }
        return bytes.toByteArray();
    }

    /** Those that {@link #bytes()} wrote; none, and a line in the log the first time, if the bytes were damaged since or are another's. */
    static ResponseTimes of(byte @Nullable [] bytes) {
        if (bytes == null) {
            return new ResponseTimes();
        }
        return read(ByteBuffer.wrap(bytes)).orElseGet(() -> {
            if (SAID_DAMAGED.compareAndSet(false, true)) {
                LOG.warn("response times in a rollup are damaged and left out, here and wherever else they are");
            }
            return new ResponseTimes();
        });
    }

    private static Optional<ResponseTimes> read(ByteBuffer bytes) {
        ResponseTimes times = new ResponseTimes();
        try {
            if (bytes.get() != VERSION) {
                return Optional.empty();
            }
            long millis = 0;
            while (bytes.hasRemaining()) {
                long number = number(bytes);
                for (long empty = number / SHORT; empty > 0 && millis <= Integer.MAX_VALUE; empty--) {
                    millis = times.histogram.nextNonEquivalentValue(millis);
                }
                long count = number % SHORT + 1;
                if (count == SHORT) {
                    count += number(bytes);
                }
                if (millis > Integer.MAX_VALUE || count < 1 || count > MAX_COUNT) {
                    return Optional.empty();
                }
                times.histogram.recordValueWithCount(millis, count);
                millis = times.histogram.nextNonEquivalentValue(millis);
            }
            return Optional.of(times);
        } catch (BufferUnderflowException e) {
            return Optional.empty();
        }
    }

    /** Seven bits a byte, the lowest first; the highest bit says that there are more. */
    private static void write(ByteArrayOutputStream bytes, long number) {
        long rest = number;
        while (rest > 0x7f) {
            bytes.write((int) rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }

    /** Bits beyond those of a long are lost, which only bytes that are not ours have. */
    private static long number(ByteBuffer bytes) {
        long number = 0;
        int shift = 0;
        byte next;
        do {
            next = bytes.get();
            number |= (next & 0x7fL) << Math.min(shift, 56);
            shift += 7;
        } while (next < 0);
        return number & Long.MAX_VALUE;
    }
}

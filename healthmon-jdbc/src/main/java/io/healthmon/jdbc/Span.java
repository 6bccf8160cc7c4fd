package io.healthmon.jdbc;

import java.time.Instant;

/**
 * A time that begins with {@code from}, included, and ends with {@code to}, excluded.
 *
 * @param from the first moment
 * @param to the first moment after it; later than {@code from}
 */
record Span(Instant from, Instant to) {}

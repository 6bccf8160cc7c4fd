package io.healthmon.access;

import java.time.Instant;

/**
 * Logins that failed one after another.
 *
 * @param count how many
 * @param last when the last of them did
 */
public record Failures(int count, Instant last) {}

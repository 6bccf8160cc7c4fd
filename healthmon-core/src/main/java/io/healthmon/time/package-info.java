/**
 * Wall time, monotonic time and timers: the only package that reads a clock.
 */
@NullMarked
package io.healthmon.time;

import org.jspecify.annotations.NullMarked;

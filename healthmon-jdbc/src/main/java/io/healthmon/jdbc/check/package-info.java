/**
 * The {@code postgres} check: a PostgreSQL server, or the monitor's own store.
 */
@NullMarked
package io.healthmon.jdbc.check;

import org.jspecify.annotations.NullMarked;

/**
 * Cron expressions on the clocks of a time zone, for maintenance windows that recur.
 */
@NullMarked
package io.healthmon.javalin.cron;

import org.jspecify.annotations.NullMarked;

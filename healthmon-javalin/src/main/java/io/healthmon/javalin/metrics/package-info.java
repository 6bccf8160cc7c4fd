/**
 * The monitor's and the JVM's metrics as Prometheus reads them.
 */
@NullMarked
package io.healthmon.javalin.metrics;

import org.jspecify.annotations.NullMarked;

/**
 * The REST API in any Javalin application ({@link io.healthmon.javalin.HealthMonitorPlugin}), and a host of its own around it.
 */
@NullMarked
package io.healthmon.javalin;

import org.jspecify.annotations.NullMarked;

/**
 * The PostgreSQL server that the standalone host brings along, made for data that must last: unpacked, set up, started, found
 * again after a crash and stopped. {@link io.healthmon.javalin.standalone.postgres.EmbeddedPostgres} is the way in.
 */
@NullMarked
package io.healthmon.javalin.standalone.postgres;

import org.jspecify.annotations.NullMarked;

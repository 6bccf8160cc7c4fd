/**
 * The endpoints: each one is parse, one call of the core, encode.
 */
@NullMarked
package io.healthmon.javalin.routes;

import org.jspecify.annotations.NullMarked;

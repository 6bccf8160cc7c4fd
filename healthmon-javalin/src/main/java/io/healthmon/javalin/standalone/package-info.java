/**
 * The standalone host: the command line, and what it starts.
 */
@NullMarked
package io.healthmon.javalin.standalone;

import org.jspecify.annotations.NullMarked;

/**
 * The standalone host's configuration: a YAML file in, immutable records out, or a list of errors that say where and what is
 * allowed. {@link io.healthmon.javalin.standalone.config.ConfigLoader} is the way in.
 */
@NullMarked
package io.healthmon.javalin.standalone.config;

import org.jspecify.annotations.NullMarked;

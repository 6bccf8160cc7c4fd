/**
 * Micrometer: the only package that knows it.
 */
@NullMarked
package io.healthmon.metrics;

import org.jspecify.annotations.NullMarked;

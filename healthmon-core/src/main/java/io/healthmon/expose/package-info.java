/**
 * For the watched side: an application publishes its own /health and /api/health.
 */
@NullMarked
package io.healthmon.expose;

import org.jspecify.annotations.NullMarked;

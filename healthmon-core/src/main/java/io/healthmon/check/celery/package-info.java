/**
 * Celery checks: do workers answer a ping over their Redis broker.
 */
@NullMarked
package io.healthmon.check.celery;

import org.jspecify.annotations.NullMarked;

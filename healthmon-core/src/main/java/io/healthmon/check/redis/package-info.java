/**
 * Redis checks: PING over RESP, and the small RESP client that they and the celery checks share.
 */
@NullMarked
package io.healthmon.check.redis;

import org.jspecify.annotations.NullMarked;

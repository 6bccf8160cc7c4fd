/**
 * The facade and its nouns: {@link io.healthmon.HealthMonitor} watches {@link io.healthmon.HealthTarget}s and gives each a
 * {@link io.healthmon.HealthStatus}.
 */
@NullMarked
package io.healthmon;

import org.jspecify.annotations.NullMarked;

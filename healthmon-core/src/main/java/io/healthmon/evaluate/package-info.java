/**
 * From an observation to a status: the {@link io.healthmon.evaluate.StatusEvaluator} SPI and the readers for health bodies in the wild. Pure.
 */
@NullMarked
package io.healthmon.evaluate;

import org.jspecify.annotations.NullMarked;

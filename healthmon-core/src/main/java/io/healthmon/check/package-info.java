/**
 * One look at a target: the {@link io.healthmon.check.Checker} SPI and what a look can find, {@link io.healthmon.check.Observation}.
 */
@NullMarked
package io.healthmon.check;

import org.jspecify.annotations.NullMarked;

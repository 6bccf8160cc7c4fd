/**
 * From a stream of check results to alerts: the {@link io.healthmon.alert.AlertPolicy} SPI. Pure.
 */
@NullMarked
package io.healthmon.alert;

import org.jspecify.annotations.NullMarked;

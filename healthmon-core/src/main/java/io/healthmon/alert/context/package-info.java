/**
 * What surrounds a service and decides with the policy whether its alert opens: maintenance windows, what it depends on, the monitor's own
 * network. Pure.
 */
@NullMarked
package io.healthmon.alert.context;

import org.jspecify.annotations.NullMarked;

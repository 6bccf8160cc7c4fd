/**
 * The commission's homelab, simulated on loopback ports: services that can be broken and repaired while a monitor watches.
 */
@NullMarked
package io.healthmon.examples.homelab;

import org.jspecify.annotations.NullMarked;

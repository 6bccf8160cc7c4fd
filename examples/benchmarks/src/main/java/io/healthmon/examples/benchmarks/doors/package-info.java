/**
 * Strangers at the doors: what it costs the checks when somebody wears the API down.
 */
@NullMarked
package io.healthmon.examples.benchmarks.doors;

import org.jspecify.annotations.NullMarked;

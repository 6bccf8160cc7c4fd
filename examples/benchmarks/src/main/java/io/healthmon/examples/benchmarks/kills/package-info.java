/** Kills at random moments under load, and what became of what readers had seen. */
@NullMarked
package io.healthmon.examples.benchmarks.kills;

import org.jspecify.annotations.NullMarked;

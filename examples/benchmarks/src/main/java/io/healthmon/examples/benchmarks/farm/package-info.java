/** Targets of our own: cheap, many, of every behaviour, and with a ledger of what they served. */
@NullMarked
package io.healthmon.examples.benchmarks.farm;

import org.jspecify.annotations.NullMarked;

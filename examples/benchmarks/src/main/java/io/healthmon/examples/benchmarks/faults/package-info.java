/** The database away in every way that it can be, under load, and what became of each answer. */
@NullMarked
package io.healthmon.examples.benchmarks.faults;

import org.jspecify.annotations.NullMarked;

/** What the monitor costs, measured: {@link io.healthmon.examples.benchmarks.Bench} runs each benchmark by one command. */
@NullMarked
package io.healthmon.examples.benchmarks;

import org.jspecify.annotations.NullMarked;

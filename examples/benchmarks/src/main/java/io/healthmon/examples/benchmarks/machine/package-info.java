/** What a machine and its processes say of themselves: processors, CPU time, memory. */
@NullMarked
package io.healthmon.examples.benchmarks.machine;

import org.jspecify.annotations.NullMarked;

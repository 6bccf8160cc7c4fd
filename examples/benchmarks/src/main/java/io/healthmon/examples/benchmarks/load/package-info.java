/** The monitor under load: farm, database and monitor as processes of their own, and what each used. */
@NullMarked
package io.healthmon.examples.benchmarks.load;

import org.jspecify.annotations.NullMarked;

/** What reads cost over logs of very different lengths. */
@NullMarked
package io.healthmon.examples.benchmarks.reads;

import org.jspecify.annotations.NullMarked;

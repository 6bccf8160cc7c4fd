/**
 * The page in a real browser: what it costs, and pictures of it.
 */
@NullMarked
package io.healthmon.examples.benchmarks.page;

import org.jspecify.annotations.NullMarked;

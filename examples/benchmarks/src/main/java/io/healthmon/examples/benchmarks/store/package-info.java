/** What a stored check costs, by each way of inserting that PostgreSQL offers, and by the product's own. */
@NullMarked
package io.healthmon.examples.benchmarks.store;

import org.jspecify.annotations.NullMarked;

/** Everything fails at once: how soon somebody is told, in how many messages, and whether checks keep their slots. */
@NullMarked
package io.healthmon.examples.benchmarks.storm;

import org.jspecify.annotations.NullMarked;

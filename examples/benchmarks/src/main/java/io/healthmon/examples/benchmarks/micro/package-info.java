/** What the code between the network and the store costs, measured by JMH. */
@NullMarked
package io.healthmon.examples.benchmarks.micro;

import org.jspecify.annotations.NullMarked;

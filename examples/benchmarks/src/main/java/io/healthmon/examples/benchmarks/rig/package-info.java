/**
 * What faults are shown with: a database that can be stopped, killed, cut off and filled up, services whose every answer is
 * remembered, the packaged monitor between them, and the audit of what became of it.
 */
@NullMarked
package io.healthmon.examples.benchmarks.rig;

import org.jspecify.annotations.NullMarked;

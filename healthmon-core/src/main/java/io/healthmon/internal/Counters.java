package io.healthmon.internal;

import java.util.concurrent.atomic.LongAdder;

/** What happened since the start. */
final class Counters {
    final LongAdder checks = new LongAdder();
    final LongAdder skippedBusy = new LongAdder();
    final LongAdder skippedLate = new LongAdder();
    final LongAdder monitorFaults = new LongAdder();
    final LongAdder lightenedSteps = new LongAdder();
    final LongAdder droppedSteps = new LongAdder();
    final LongAdder lostEvents = new LongAdder();
}

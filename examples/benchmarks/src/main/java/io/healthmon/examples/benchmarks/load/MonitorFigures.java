package io.healthmon.examples.benchmarks.load;

/**
 * What the monitor's own process counts.
 *
 * @param checks checks started since the start
 * @param recorded steps with a check recorded since the start
 * @param unexpected steps whose status is not the one that its target's kind should have
 * @param skippedBusy slots left out since the start, because the check before was under way
 * @param skippedLate …, because their time was over
 * @param faults checks that failed by the monitor's own fault
 * @param dropped steps given up
 * @param lightened steps recorded without their components
 * @param lostEvents listener events lost; where there are any, the lag is that of the others
 * @param slots slots whose lag was seen since the last call
 * @param lagP50Millis the lag of slots since the last call
 * @param lagP99Millis …
 * @param lagMaxMillis …
 * @param allocatedBytes bytes allocated since the start, up to what garbage collection has seen and what is used now
 * @param peakHeapBytes the most heap that was in use since the last call
 * @param collections garbage collections since the start
 * @param collectionMillis …, and the time that they took
 */
record MonitorFigures(
        long checks,
        long recorded,
        long unexpected,
        long skippedBusy,
        long skippedLate,
        long faults,
        long dropped,
        long lightened,
        long lostEvents,
        long slots,
        double lagP50Millis,
        double lagP99Millis,
        double lagMaxMillis,
        long allocatedBytes,
        long peakHeapBytes,
        long collections,
        long collectionMillis) {}

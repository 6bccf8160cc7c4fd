package io.healthmon.examples.benchmarks.load;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GcInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/**
 * What this JVM's heap goes through, from what its collectors report: between two collections, what is in use grows by what is
 * allocated. For a collector that stops the world, which the monitor's default is. Thread-safe.
 */
final class HeapWatch {

    private final Set<String> pools = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getName)
            .collect(Collectors.toSet());
    private final List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
    private long allocated;
    private long usedAfterLast = used();
    private long peak;

    HeapWatch() {
        for (GarbageCollectorMXBean collector : collectors) {
            ((NotificationEmitter) collector)
                    .addNotificationListener(
                            (notification, handback) -> collected(
                                    GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData())
                                            .getGcInfo()),
                            null,
                            null);
        }
    }

    private synchronized void collected(GcInfo collection) {
        long before = heap(collection.getMemoryUsageBeforeGc());
        allocated += Math.max(0, before - usedAfterLast);
        usedAfterLast = heap(collection.getMemoryUsageAfterGc());
        peak = Math.max(peak, before);
    }

    private long heap(Map<String, MemoryUsage> usage) {
        return usage.entrySet().stream()
                .filter(pool -> pools.contains(pool.getKey()))
                .mapToLong(pool -> pool.getValue().getUsed())
                .sum();
    }

    private static long used() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Bytes allocated so far. */
    synchronized long allocated() {
        return allocated + Math.max(0, used() - usedAfterLast);
    }

    /** The most that was in use since the last call. */
    synchronized long takePeak() {
        long taken = Math.max(peak, used());
        peak = 0;
        return taken;
    }

    /** What is still in use after everything that can be was collected. */
    static long usedAfterCollection() {
        System.gc();
        System.gc();
        return used();
    }

    long collections() {
        return collectors.stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }

    long collectionMillis() {
        return collectors.stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }
}
